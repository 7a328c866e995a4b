import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Reason } from '#components/timeline/reason.tsx'
import type { Row } from '#components/timeline/row.ts'
import { Sentence } from '#components/timeline/sentence.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Verdict } from '#lib/dispute/kinds.ts'
import { type CaseEntry, verdictOf } from '#lib/dispute/view.ts'

const MARK = {
  verified: { icon: 'check', ink: 'text-ok' },
  unchecked: { icon: 'question', ink: 'text-grey' },
  unverified: { icon: 'clock', ink: 'text-grey' },
} as const satisfies Record<Verdict, object>

type Props<E> = {
  readonly entries: readonly E[]
  /** What else is to be said of an entry, such as that it does not match. */
  readonly beside: (entry: E) => ReactNode
}

/** The entries that a question is about, as sentences, each with what the asker's browser had found of it. */
export function CaseEntries<E extends CaseEntry>({ entries, beside }: Props<E>) {
  const t = useTranslations('dispute.entry')
  return (
    <ol aria-label={t('label')} className="divide-y divide-line rounded-xl border border-line bg-raised">
      {entries.map((entry) => (
        <li key={entry.historyIndex} className="px-4 py-3">
          <p className="max-w-[62ch]">
            <Sentence row={rowOf(entry)} />
          </p>
          {verdictOf(entry) === 'mismatch' && <p className="max-w-[62ch]">{t('withheld' in entry ? 'unreadable' : 'changed')}</p>}
          {'event' in entry && (
            <p className="text-[0.9375rem] text-muted">
              <DayAndClock at={entry.event.accessedAt} />
              <Reason event={entry.event} />
            </p>
          )}
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            {verdictOf(entry) !== 'mismatch' && <Found verdict={entry.verdict} />}
            <span className="text-muted">{t('place', { index: entry.historyIndex + 1 })}</span>
            {'event' in entry && entry.event.emergency && <Tag tone="warn">{t('emergency')}</Tag>}
            {'event' in entry && entry.event.automatic && <Tag>{t('automatic')}</Tag>}
          </p>
          {beside(entry)}
        </li>
      ))}
    </ol>
  )
}

function Found({ verdict }: { readonly verdict: Verdict }) {
  const t = useTranslations('dispute.entry')
  const { icon, ink } = MARK[verdict]
  return (
    <span className={`inline-flex items-center gap-1 font-semibold ${ink}`}>
      <Icon name={icon} className="size-4" />
      {t(`verdict.${verdict}`)}
    </span>
  )
}

function rowOf(entry: CaseEntry): Row {
  const place = { key: String(entry.historyIndex), mark: 'unverified', logIndex: entry.logIndex, historyIndex: entry.historyIndex } as const
  return 'event' in entry ? { ...place, event: entry.event, concealed: entry.concealed } : { ...place, withheld: entry.withheld }
}
