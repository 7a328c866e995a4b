import type { ComponentProps } from 'react'
import type { Place } from './place.ts'

type Props = Omit<ComponentProps<'form'>, 'method' | 'action'> & { readonly place: Place; readonly to?: string }

/** A form of asking, which works without JavaScript; in another session than its page’s it changes nothing. */
export function AskingForm({ place, to = '', children, ...props }: Props) {
  return (
    <form method="post" action={`${place.api}${to}`} {...props}>
      <input type="hidden" name="visit" value={place.visit} />
      {children}
    </form>
  )
}
