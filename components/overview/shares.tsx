import { useFormatter, useTranslations } from 'next-intl'
import { useShare } from '#components/charts/bar-table.tsx'
import type { Overview } from '#lib/dispute/overview.ts'
import { Part } from './part.tsx'

/** How many questions came, and how many of them were opened again or handed on. */
export function Shares({ sent, reopened, escalated }: Pick<Overview, 'sent' | 'reopened' | 'escalated'>) {
  const t = useTranslations('overview')
  const format = useFormatter()
  const share = useShare()
  const rows = [['sent', sent] as const, ['reopened', reopened] as const, ['escalated', escalated] as const]
  return (
    <Part title={t('shares.title')}>
      <dl className="grid gap-2">
        {rows.map(([name, count]) => (
          <div key={name} className="flex justify-between gap-4 border-t border-line pt-2 first:border-t-0 first:pt-0">
            <dt>{t(`shares.${name}`)}</dt>
            <dd className="text-right font-semibold tabular-nums">
              {name === 'sent' || sent === 0 ? format.number(count) : t('share', { count, share: share(count, sent) })}
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  )
}
