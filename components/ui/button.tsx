import type { ComponentProps } from 'react'

const SHAPE =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 py-2 text-center font-semibold no-underline hover:underline'
const LOOKS = {
  primary: `${SHAPE} border border-accent bg-accent text-accent-ink`,
  secondary: `${SHAPE} border border-edge bg-surface text-accent`,
  quiet: 'inline-flex min-h-8 items-center gap-1.5 rounded font-semibold text-accent underline underline-offset-3 hover:decoration-2',
} as const

type Look = { readonly look?: keyof typeof LOOKS }

export function Button({ look = 'secondary', className = '', type = 'button', ...props }: ComponentProps<'button'> & Look) {
  return <button type={type} className={`${LOOKS[look]} ${className} print:hidden`} {...props} />
}

/** A link that looks like a button. A plain `a`: it leaves for a route handler or for another document. */
export function ButtonLink({ look = 'secondary', className = '', ...props }: ComponentProps<'a'> & Look) {
  return <a className={`${LOOKS[look]} ${className} print:hidden`} {...props} />
}
