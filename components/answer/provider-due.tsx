import { useFormatter, useTranslations } from 'next-intl'
import { dayWords } from '#components/public/day.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { ProviderDue as Due } from '#lib/dispute/officer-view.ts'

/** Until when the organisation answers, in words. What is overdue says so. */
export function ProviderDue({ due: { day, left, status } }: { readonly due: Due }) {
  const t = useTranslations('answer.due')
  const format = useFormatter()
  if (status === 'paused') return <span>{t('paused')}</span>
  if (status !== 'overdue') return <span>{t('running', { left, day: dayWords(format, day) })}</span>
  return (
    <strong className="inline-flex gap-1.5 text-warn">
      <Icon name="alert" className="mt-0.5 size-5" />
      {t('overdue', { late: -left, day: dayWords(format, day) })}
    </strong>
  )
}
