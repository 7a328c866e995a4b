import { useTranslations } from 'next-intl'
import type { CaseView } from '#lib/dispute/view.ts'

type Props = { readonly view: Pick<CaseView, 'reasons' | 'wants' | 'care' | 'knows' | 'asker' | 'askerName' | 'safeContact'> }

/** Why the question was asked and what is wanted, as it was answered then. */
export function Asked({ view: { reasons, wants, care, knows, asker, askerName, safeContact } }: Props) {
  const t = useTranslations('dispute')
  const facts = [
    [t('asked.why'), reasons.map((reason) => t(`reason.${reason}`)).join(' · ')],
    [t('asked.wants'), wants.map((want) => t(`want.${want}`)).join(' · ')],
    [t('asked.care'), t(`answer.${care}`)],
    [t('asked.knows'), t(`answer.${knows}`)],
    ...(asker === 'patient' ? [] : [[t('asked.by'), t(`asked.asker.${asker}`, { name: askerName })] as const]),
    ...(safeContact ? [[t('asked.contact'), t('asked.safe')] as const] : []),
  ] as const
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_1fr]">
      {facts.map(([term, value]) => (
        <div key={term} className="sm:contents">
          <dt className="text-muted">{term}</dt>
          <dd className="font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
