import { useFormatter, useTranslations } from 'next-intl'
import { BarTable } from '#components/charts/bar-table.tsx'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

/** What was found in closed questions that were looked at by sample. */
export function Reviews({ reviews }: Pick<Overview, 'reviews'>) {
  const t = useTranslations('overview.reviews')
  const words = useTranslations('overview.outcomes')
  const format = useFormatter()
  return (
    <Part title={t('title')}>
      <BarTable
        caption={t('title')}
        heading={t('finding')}
        columns={[words('count')]}
        rows={(['wrong', 'right', 'drawn'] as const).map((what) => ({
          key: what,
          name: t(what),
          parts: { [PART[what]]: reviews[what] },
          cells: [format.number(reviews[what])],
        }))}
      />
      <a href="/support/overview/samples" className="mt-2 inline-flex min-h-11 items-center font-semibold print:hidden">
        {t('link')}
      </a>
    </Part>
  )
}

const PART = { wrong: 'people', right: 'automatic', drawn: 'unproven' } as const
