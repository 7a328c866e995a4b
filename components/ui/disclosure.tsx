import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

type Props = { readonly summary: ReactNode; readonly open?: boolean; readonly className?: string; readonly children: ReactNode }

/** More for who wants it. Opens without scripts. */
export function Disclosure({ summary, open, className = '', children }: Props) {
  return (
    <details open={open} className={`group ${className}`}>
      <summary className="flex min-h-11 list-none items-center gap-2 font-semibold text-accent hover:underline [&::-webkit-details-marker]:hidden">
        <Icon name="chevron" className="size-5 group-open:rotate-180 motion-safe:transition-transform" />
        {summary}
      </summary>
      <div className="pt-1 pb-3">{children}</div>
    </details>
  )
}
