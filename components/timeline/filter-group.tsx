'use client'

import { type ReactNode, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'

type Props = { readonly title: string; readonly chosen?: string | undefined; readonly className?: string; readonly children: ReactNode }

/** A kind of choice that opens; closed, it says what is chosen. */
export function FilterGroup({ title, chosen, className = '', children }: Props) {
  const [open, setOpen] = useState(chosen !== undefined)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className={`group border-t border-line ${className}`}>
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-lg px-3 py-1 font-semibold [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">
          {title}
          {chosen !== undefined && <span className="block text-sm font-normal text-accent">{chosen}</span>}
        </span>
        <Icon name="chevron" className="size-5 text-accent group-open:rotate-180" />
      </summary>
      <fieldset className="min-w-0 pb-2">
        <legend className="sr-only">{title}</legend>
        {children}
      </fieldset>
    </details>
  )
}
