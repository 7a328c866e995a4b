import { useTranslations } from 'next-intl'
import { LineItem } from './line-item.tsx'
import type { ShownRow } from './row.ts'

/** What was received but is in no tree yet: apart, and never counted. */
export function Pending({ rows }: { readonly rows: readonly ShownRow[] }) {
  const t = useTranslations('pending')
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="pending" className="mb-8">
      <h2 id="pending" className="text-xl">
        {t('title', { count: rows.length })}
      </h2>
      <p className="mb-3 text-muted">{t('text')}</p>
      <ol className="overflow-clip rounded-2xl border border-dashed border-edge bg-surface">
        {rows.map((row) => (
          <LineItem key={row.key} line={{ key: row.key, looks: [{ row }] }} />
        ))}
      </ol>
    </section>
  )
}
