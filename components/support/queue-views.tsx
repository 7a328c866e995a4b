import { useTranslations } from 'next-intl'
import { printQueueFilter, type QueueFilter, VIEW_NAMES, VIEWS } from '#lib/dispute/queue-filter.ts'
import type { StaffQueue } from '#lib/dispute/queue-view.ts'

/** The filters that everybody has, and those that one keeps, each with how many cases there are. */
export function QueueViews({ filter, views, own }: Pick<StaffQueue, 'filter' | 'views' | 'own'>) {
  const t = useTranslations('support.queue')
  const here = printQueueFilter(filter)
  const all = [
    ...VIEW_NAMES.map((name, i) => ({ key: name as string, name: t(`view.${name}`), query: print(VIEWS[name]), count: views[i] })),
    ...own.map(({ id, name, filter: query, count }) => ({ key: id, name, query, count })),
  ]
  return (
    <nav aria-label={t('views')} className="print:hidden">
      <ul className="flex flex-wrap gap-2">
        {all.map(({ key, name, query, count }) => (
          <li key={key} className="min-w-0">
            <a
              href={query === '' ? '/support' : `/support?${query}`}
              aria-current={query === here ? 'page' : undefined}
              className="inline-flex min-h-11 max-w-full items-center rounded-lg border border-edge bg-surface px-3 font-semibold break-words no-underline hover:underline aria-[current]:border-accent aria-[current]:bg-tint aria-[current]:text-ink"
            >
              {count === undefined ? name : t('counted', { name, count })}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const print = (filter: QueueFilter) => printQueueFilter(filter)
