import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { SCRIPTS_ONLY } from './scripts-only.ts'

type Props = {
  readonly open: boolean
  readonly onToggle: () => void
  readonly controls: string
  readonly className?: string
  readonly children: ReactNode
}

/** Opens what stands open by itself where there is room: on a phone a bar, elsewhere not there. */
export function Bar({ open, onToggle, controls, className = '', children }: Props) {
  return (
    <button
      {...SCRIPTS_ONLY}
      type="button"
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
      className={`flex min-h-11 w-full items-center justify-between gap-3 px-3 text-left font-semibold text-accent lg:hidden noscript:hidden ${className}`}
    >
      {children}
      <Icon name="chevron" className={`size-6 ${open ? 'rotate-180' : ''}`} />
    </button>
  )
}
