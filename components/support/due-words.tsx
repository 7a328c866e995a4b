import { useFormatter, useTimeZone, useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import { dueNow } from '#lib/dispute/due.ts'
import type { QueueRow } from '#lib/dispute/queue-view.ts'

/** What is due next in a case, and how long that is. What is overdue says so. */
export function DueWords({ row: { due, dueAt }, now }: { readonly row: Pick<QueueRow, 'due' | 'dueAt'>; readonly now: Date }) {
  const t = useTranslations('support.facts')
  const what = useTranslations('dispute.due')
  const format = useFormatter()
  const timeZone = useTimeZone() ?? 'UTC'
  if (due === null || dueAt === null) return <span className="text-muted">{t('none')}</span>
  const { is, days } = dueNow(dueAt, now, timeZone)
  // It is due at the end of a day: that day is named, and not the one that begins then.
  const day = format.dateTime(dueAt.getTime() - 1, { dateStyle: 'long' })
  const words = t(is, { what: what(due), days, day })
  if (is !== 'overdue') return <span>{words}</span>
  return (
    <strong className="inline-flex gap-1.5 text-warn">
      <Icon name="alert" className="mt-0.5 size-5" />
      {words}
    </strong>
  )
}
