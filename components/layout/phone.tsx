/** A telephone number that can be called. */
export function Phone({ contact }: { readonly contact: string }) {
  return (
    <a href={`tel:${contact.replace(/[^+\d]/g, '')}`} className="whitespace-nowrap">
      {contact}
    </a>
  )
}
