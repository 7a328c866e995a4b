import { useTranslations } from 'next-intl'
import { printQueueFilter } from '#lib/dispute/queue-filter.ts'
import type { StaffQueue } from '#lib/dispute/queue-view.ts'
import { KeepView } from './keep-view.tsx'
import { QueueFilterForm } from './queue-filter.tsx'
import { QueueRow } from './queue-row.tsx'
import { QueueViews } from './queue-views.tsx'

type Props = { readonly queue: StaffQueue; readonly later: boolean }

/** The cases that wait, what is due first at the top. `later`: this is not its first page. */
export function Queue({ queue, later }: Props) {
  const t = useTranslations('support.queue')
  const { rows, next, filter, counts, names, staff, now } = queue
  const here = printQueueFilter(filter)
  const address = (after?: string) => {
    const query = new URLSearchParams(here)
    if (after !== undefined) query.set('after', after)
    return query.size === 0 ? '/support' : `/support?${query}`
  }
  return (
    <div className="mt-4 grid gap-4">
      <QueueViews {...queue} />
      <QueueFilterForm {...queue} />
      <KeepView {...queue} />
      {rows.length === 0 ? (
        <p className="text-lg text-muted">{here === '' && !later ? t('empty') : t('none')}</p>
      ) : (
        <ol aria-label={t('list')} className="divide-y divide-line rounded-2xl border border-line bg-surface">
          {rows.map((row) => (
            <QueueRow key={row.id} row={row} organisations={counts.names} names={names} staff={staff} now={now} />
          ))}
        </ol>
      )}
      <p className="flex flex-wrap gap-x-6">
        {later && (
          <a href={address()} className="inline-flex min-h-11 items-center">
            {t('first')}
          </a>
        )}
        {next !== undefined && (
          <a href={address(next)} rel="next" className="inline-flex min-h-11 items-center font-semibold">
            {t('next')}
          </a>
        )}
      </p>
    </div>
  )
}
