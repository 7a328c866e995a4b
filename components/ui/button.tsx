import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.tsx'

const SHAPE =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-lg px-4 py-2 text-center font-semibold no-underline hover:underline aria-busy:cursor-progress'
const OFF =
  'disabled:cursor-not-allowed disabled:border-line disabled:bg-grey-tint disabled:text-grey disabled:no-underline forced-colors:disabled:text-[GrayText]'
const LOOKS = {
  primary: `${SHAPE} ${OFF} border border-accent bg-accent text-accent-ink`,
  secondary: `${SHAPE} ${OFF} border border-edge bg-surface text-accent`,
  quiet:
    'inline-flex min-h-8 items-center gap-1.5 rounded font-semibold text-accent underline underline-offset-3 hover:decoration-2 disabled:cursor-not-allowed disabled:text-grey disabled:no-underline',
} as const

type Look = { readonly look?: keyof typeof LOOKS }

/** The look of a button, for what is one by another name: a link, the trigger of a menu. */
export const buttonLook = (look: keyof typeof LOOKS): string => `${LOOKS[look]} print:hidden`

type Props = ComponentProps<'button'> &
  Look & { /** It was pressed and is at work: it keeps the focus and does nothing more. */ readonly busy?: boolean }

export function Button({ look = 'secondary', className = '', type = 'button', busy = false, children, ...props }: Props) {
  const held = busy && ({ type: 'button', onClick: undefined, 'aria-disabled': true, 'aria-busy': true } as const)
  return (
    <button type={type} className={`${buttonLook(look)} ${className}`} {...props} {...held}>
      {busy && <Icon name="working" className="size-5 motion-safe:animate-spin" />}
      {children}
    </button>
  )
}

/** A link that looks like a button. A plain `a`: it leaves for a route handler or for another document. */
export function ButtonLink({ look = 'secondary', className = '', ...props }: ComponentProps<'a'> & Look) {
  return <a className={`${buttonLook(look)} ${className}`} {...props} />
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & { readonly icon: IconName; readonly label: string }

/** A button of one icon; what it does is said to who cannot see it. */
export function IconButton({ icon, label, type = 'button', className = '', ...props }: IconButtonProps) {
  return (
    <button type={type} className={`grid size-11 shrink-0 place-items-center rounded-lg text-accent print:hidden ${className}`} {...props}>
      <Icon name={icon} />
      <span className="sr-only">{label}</span>
    </button>
  )
}
