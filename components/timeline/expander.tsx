import type { ReactNode } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { SCRIPTS_ONLY } from '#components/ui/scripts-only.ts'

type Props = {
  readonly open: boolean
  readonly onToggle: () => void
  readonly controls: string
  readonly describedBy: string
  readonly children: ReactNode
}

/** Opens the line that it stands in: its target is the whole line, which must be `relative`. */
export function Expander({ open, onToggle, controls, describedBy, children }: Props) {
  return (
    <button
      {...SCRIPTS_ONLY}
      type="button"
      aria-expanded={open}
      aria-controls={controls}
      aria-describedby={describedBy}
      onClick={onToggle}
      className="grid min-h-9 min-w-6 place-items-center self-start text-accent after:absolute after:inset-0 noscript:hidden print:hidden"
    >
      <span className="sr-only">{children}</span>
      <Icon name="chevron" className={`size-6 motion-safe:transition-transform ${open ? 'rotate-180' : ''}`} />
    </button>
  )
}
