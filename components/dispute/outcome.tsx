import { useFormatter, useTranslations } from 'next-intl'
import { REOPEN_DAYS } from '#lib/dispute/kinds.ts'
import type { CaseView } from '#lib/dispute/view.ts'

type Props = { readonly view: Pick<CaseView, 'outcome' | 'decidedAt' | 'events'>; readonly reader: 'patient' | 'staff' }

/** The answer: what it is, what it means, and its own words. Nothing while there is none. */
export function OutcomeNow({ view: { outcome, decidedAt, events }, reader }: Props) {
  const t = useTranslations('dispute')
  const format = useFormatter()
  if (outcome === undefined || decidedAt === undefined) return null
  const day = (at: number) => format.dateTime(at, { dateStyle: 'long' })
  const decided = Date.parse(decidedAt)
  const text = events.findLast(({ step }) => step === 'decide' || step === 'decide-cause' || step === 'confirm')?.text
  return (
    <section aria-labelledby="outcome" className="rounded-2xl border-2 border-accent bg-surface p-5 sm:p-6">
      <p className="text-muted">{t('result.on', { day: day(decided) })}</p>
      <h2 id="outcome" className="mt-1 text-2xl">
        {t(`outcome.${outcome}`)}
      </h2>
      <p className="mt-2 max-w-prose">{t(`result.means.${outcome}`)}</p>
      {text !== undefined && (
        <blockquote className="mt-3 max-w-prose break-words whitespace-pre-line border-l-4 border-line pl-4">{text}</blockquote>
      )}
      {reader === 'patient' && (
        <p className="mt-3 max-w-prose text-muted">{t('result.next', { day: day(decided + REOPEN_DAYS * 86_400_000) })}</p>
      )}
    </section>
  )
}
