import { useFormatter, useTranslations } from 'next-intl'
import type { UncheckedEntry } from '#components/timeline/row.ts'
import { Told } from '#components/ui/told.tsx'
import { type Answers, MOST_QUESTIONS } from '#lib/dispute/draft.ts'
import { EntrySentence } from './entry-sentence.tsx'
import type { Place } from './place.ts'
import { SendQuestion } from './send-question.tsx'

type Props = {
  readonly draft: { readonly id: string; readonly answers: Answers }
  readonly shown: readonly UncheckedEntry[]
  readonly place: Place
  readonly problem: string | undefined
  readonly checked: {
    readonly identifier: { readonly system: string; readonly value: string }
    readonly historyUrl: string
    readonly logUrl: string
  }
}

const PROBLEMS = ['tooMany', 'incomplete', 'mismatch'] as const

/** All that a question says, before it is sent. */
export function CheckDraft({ draft: { id, answers }, shown, place, problem, checked }: Props) {
  const t = useTranslations('asking')
  const path = `${place.pages}/draft/${id}`
  const wrong = PROBLEMS.find((one) => one === problem)
  const words = {
    checking: t('proof.checking'),
    verified: t('proof.verified'),
    unchecked: t('proof.unchecked'),
    mismatch: t('proof.mismatch'),
    list: t('proof.list'),
    send: t('check.send'),
  }
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('check.title')}</h1>
      <p className="mt-2 max-w-prose text-muted">{t('check.lead')}</p>
      {wrong && (
        <Told role="alert" className="mt-4">
          {t(`problem.${wrong}`, { most: MOST_QUESTIONS })}
          {wrong === 'mismatch' && <a href={place.history}> {t('proof.list')}</a>}
        </Told>
      )}
      <h2 className="mt-6 text-xl">{t('entries.title')}</h2>
      <ol className="mt-2 divide-y divide-line overflow-clip rounded-2xl border border-line bg-surface">
        {shown.map((entry) => (
          <li key={entry.historyIndex} className="px-4 py-3">
            <EntrySentence entry={entry} />
          </li>
        ))}
      </ol>
      <Said answers={answers} who={place.who} />
      <p className="mt-4">
        <a href={path} className="inline-flex min-h-11 items-center font-semibold">
          {t('check.change')}
        </a>
      </p>
      <p className="max-w-prose text-muted">{t('check.join')}</p>
      <SendQuestion
        action={`${place.api}/${id}/send`}
        visit={place.visit}
        entries={shown.map(({ historyIndex, logIndex }) => ({ historyIndex, logIndex }))}
        list={place.history}
        words={words}
        {...checked}
      />
    </>
  )
}

function Said({ answers, who }: { readonly answers: Answers; readonly who: Place['who'] }) {
  const t = useTranslations('asking')
  const words = useTranslations('dispute')
  const format = useFormatter()
  const { reasons, wants, care = 'unsure', knows = 'unsure', text, safeContact } = answers
  const facts = [
    [t('check.why'), format.list(reasons.map((reason) => (who === 'self' ? words(`reason.${reason}`) : t(`reasonFor.${reason}`))))],
    [t('check.want'), format.list(wants.map((want) => words(`want.${want}`)))],
    [t('check.care'), words(`answer.${care}`)],
    [t('check.knows'), words(`answer.${knows}`)],
    [t('check.text'), text.trim() === '' ? t('check.noText') : text],
    [t('check.contact'), safeContact ? t('check.safe') : t('check.usual')],
  ] as const
  return (
    <dl className="mt-5 grid gap-x-6 gap-y-3 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {facts.map(([name, said]) => (
        <div key={name} className="sm:contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 max-w-prose whitespace-pre-line break-words">{said}</dd>
        </div>
      ))}
    </dl>
  )
}
