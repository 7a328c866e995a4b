import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'form'>, 'method' | 'action'> & {
  readonly action: string
  /** For which session the page was made: in another one the form changes nothing. */
  readonly visit: string | undefined
}

/** A form of a patient's page that changes something; it works without JavaScript. */
export function VisitForm({ visit, children, ...props }: Props) {
  return (
    <form method="post" {...props}>
      {visit !== undefined && <input type="hidden" name="visit" value={visit} />}
      {children}
    </form>
  )
}
