import type { ReactNode } from 'react'

type Props = {
  readonly name: string
  readonly fields?: Readonly<Record<string, string>>
  readonly className?: string
  readonly children: ReactNode
}

/** A form that makes one change of the alerts; it works without JavaScript. */
export function Change({ name, fields = {}, className, children }: Props) {
  return (
    <form method="post" action={`/api/me/alerts/${name}`} className={className}>
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {children}
    </form>
  )
}
