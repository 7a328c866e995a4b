type Phone = { readonly number: string }

/** A telephone number that a telephone can dial. */
export function Phone({ number }: Phone) {
  return (
    <a href={`tel:${number.replace(/[^+\d]/g, '')}`} className="whitespace-nowrap">
      {number}
    </a>
  )
}

export function Email({ address }: { readonly address: string }) {
  return (
    <a href={`mailto:${address}`} className="wrap-anywhere">
      {address}
    </a>
  )
}
