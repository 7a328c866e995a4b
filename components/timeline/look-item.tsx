'use client'

import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { Look } from './arrange.ts'
import { AskedNotes } from './asking.tsx'
import { Clock, DayAndClock } from './clock.tsx'
import { EntryDetails } from './entry-details.tsx'
import { Expander } from './expander.tsx'
import { isLate } from './late.ts'
import { useRelated } from './reading-context.tsx'
import { isShown } from './row.ts'
import { VerdictMark } from './verdict-mark.tsx'
import { What } from './what.tsx'

/** One of the many looks that a line stands for. */
export function LookItem({ look }: { readonly look: Look }) {
  const t = useTranslations('timeline')
  const tag = useTranslations('tag')
  const [open, setOpen] = useState(false)
  const id = useId()
  const { corrections } = useRelated()
  const { row } = look
  if (!isShown(row)) return null
  return (
    <li className="border-t border-line first:border-t-0">
      <div className="relative flex items-baseline gap-3 px-4 py-2">
        <p id={`${id}-look`} className="flex flex-1 flex-wrap gap-x-3">
          <Clock at={row.event.accessedAt} />
          <span className="flex-1">
            <What event={row.event} />
            {isLate(row.event) && <> · {t.rich('reportedOn', { at: () => <DayAndClock at={row.event.recordedAt} /> })}</>}
            {look.twin && <> · {tag('twoReports', { grouped: 'no', count: 1 })}</>}
            {corrections.has(row.event.id) && <> · {tag('corrected')}</>}
          </span>
          <VerdictMark mark={row.mark} />
        </p>
        <Expander open={open} onToggle={() => setOpen(!open)} controls={id} describedBy={`${id}-look`}>
          {t('details')}
        </Expander>
      </div>
      <div id={id} hidden={!open} className="px-4 pb-4">
        {open && <AskedNotes looks={[look]} />}
        {open && <EntryDetails look={look} />}
      </div>
    </li>
  )
}
