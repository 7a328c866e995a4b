import { getFormatter, getTranslations } from 'next-intl/server'
import { DAY_AND_CLOCK } from '#components/timeline/clock.tsx'
import type { Answers } from '#lib/dispute/draft.ts'

export type LetterQuestion = {
  readonly locale: string
  readonly way: 'desk' | 'telephone'
  readonly startedAt: Date
  readonly asked: { readonly answers: Answers; readonly entries: readonly { readonly at: string; readonly organisation: string }[] }
}

/** What a letter says of the question: about which looks, why, and what is wanted. */
export async function LetterAsked({ assisted: { locale, way, startedAt, asked } }: { readonly assisted: LetterQuestion }) {
  const t = await getTranslations({ locale, namespace: 'letter' })
  const dispute = await getTranslations({ locale, namespace: 'dispute' })
  const format = await getFormatter({ locale })
  const { answers, entries } = asked
  return (
    <section className="mt-4">
      <p>{t(`asked.${way}`, { day: format.dateTime(startedAt, { dateStyle: 'long' }) })}</p>
      <h2 className="mt-4 text-lg">{t('asked.title')}</h2>
      <ul className="list-disc pl-6">
        {entries.map(({ at, organisation }) => (
          <li key={at + organisation}>{t('asked.entry', { at: format.dateTime(new Date(at), DAY_AND_CLOCK), organisation })}</li>
        ))}
      </ul>
      <dl className="mt-3 grid gap-2">
        <div>
          <dt className="font-semibold">{t('asked.why')}</dt>
          <dd>{answers.reasons.map((reason) => dispute(`reason.${reason}`)).join('; ')}</dd>
        </div>
        <div>
          <dt className="font-semibold">{t('asked.want')}</dt>
          <dd>{answers.wants.map((want) => dispute(`want.${want}`)).join('; ')}</dd>
        </div>
        {answers.text.trim() !== '' && (
          <div>
            <dt className="font-semibold">{t('asked.words')}</dt>
            <dd className="break-words whitespace-pre-line">{answers.text}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
