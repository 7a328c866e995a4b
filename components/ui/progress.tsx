type Props = {
  readonly label: string
  readonly done?: number | undefined
  readonly total?: number | undefined
  readonly className?: string
}

/** How far something is; without a total, that it goes on. */
export function Progress({ label, done, total = 0, className = 'w-40' }: Props) {
  return <progress aria-label={label} {...(total > 0 && { value: done ?? 0, max: total })} className={`progress ${className}`} />
}
