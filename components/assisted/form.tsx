import type { ReactNode } from 'react'

type Props = {
  readonly change: 'start' | 'search' | 'send' | 'look-up'
  readonly visit: string
  readonly id?: string
  readonly children: ReactNode
}

/** A form of asking for somebody, which works without JavaScript; in another session than its page’s it changes nothing. */
export function AssistedForm({ change, visit, id, children }: Props) {
  return (
    <form method="post" action={`/api/support/assisted/${change}`} autoComplete="off" className="grid gap-5">
      <input type="hidden" name="visit" value={visit} />
      {id !== undefined && <input type="hidden" name="id" value={id} />}
      {children}
    </form>
  )
}
