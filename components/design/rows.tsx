'use client'

import { useTranslations } from 'next-intl'
import { LineItem } from '#components/timeline/line-item.tsx'
import { VerdictMark } from '#components/timeline/verdict-mark.tsx'
import { LINES } from './samples.ts'

const MARKS = ['verified', 'waiting', 'unchecked', 'mismatch'] as const
const GROUPS = ['people', 'special', 'names', 'notShown', 'marks'] as const

export function Marks() {
  return (
    <ul className="flex flex-wrap gap-x-8 gap-y-2 rounded-2xl border border-line bg-surface p-5">
      {MARKS.map((mark) => (
        <li key={mark}>
          <VerdictMark mark={mark} />
        </li>
      ))}
      <li>
        <VerdictMark mark="verified" count={14} />
      </li>
      <li>
        <VerdictMark mark="verified" hidden />
      </li>
    </ul>
  )
}

/** Every kind of line, made by the very components of the history from invented entries. */
export function Rows() {
  const t = useTranslations('design.rows')
  return GROUPS.map((group) => (
    <div key={group} className="mt-6 first:mt-0">
      <h3 className="mb-2 text-base">{t(group)}</h3>
      <ol className="overflow-clip rounded-2xl border border-line bg-surface">
        {LINES[group].map((line) => (
          <LineItem key={line.key} line={line} />
        ))}
      </ol>
    </div>
  ))
}
