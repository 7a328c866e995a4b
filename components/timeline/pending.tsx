import { useTranslations } from 'next-intl'
import { LineItem } from './line-item.tsx'
import type { ShownRow } from './row.ts'

/** What was received but is in no tree yet: apart, and never counted. */
export function Pending({ rows, unreadable }: { readonly rows: readonly ShownRow[]; readonly unreadable: number }) {
  const t = useTranslations('pending')
  if (rows.length + unreadable === 0) return null
  return (
    <section aria-labelledby="pending" className="mb-8">
      <h2 id="pending" className="text-xl">
        {t('title', { count: rows.length + unreadable })}
      </h2>
      <p className="mb-3 text-muted">{t('text')}</p>
      <ol className="overflow-clip rounded-2xl border border-dashed border-edge bg-surface">
        {rows.map((row) => (
          <LineItem key={row.key} line={{ key: row.key, looks: [{ row }] }} />
        ))}
        {unreadable > 0 && (
          <li className="p-4">
            <p className="font-semibold">{t('unreadable', { count: unreadable })}</p>
            <p className="text-muted">{t('unreadableText')}</p>
          </li>
        )}
      </ol>
    </section>
  )
}
