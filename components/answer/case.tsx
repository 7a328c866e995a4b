import { useFormatter, useTranslations } from 'next-intl'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { FILE_PROBLEMS } from '#lib/dispute/file-limits.ts'
import type { OfficerCase } from '#lib/dispute/officer-view.ts'
import { AnswerForm } from './form.tsx'
import { ProviderDue } from './provider-due.tsx'
import { Question } from './question.tsx'
import { AnswerWords } from './words.tsx'

const PROBLEMS = [...FILE_PROBLEMS, 'long', 'tooMuch'] as const
const DONE = ['saved', 'removed'] as const

type Props = {
  readonly asked: OfficerCase
  readonly visit: string
  readonly logUrl: string
  readonly done: unknown
  readonly problem: unknown
}

/** A question that an organisation was asked, and below it the answer: to be written while it is waited for, to be read afterwards. */
export function AnswerCase({ asked, visit, logUrl, done, problem }: Props) {
  const t = useTranslations('answer')
  const format = useFormatter()
  const { id, due, answer, waits, organisation, draft } = asked
  const what = DONE.find((one) => one === done)
  const wrong = PROBLEMS.find((one) => one === problem)
  return (
    <>
      {waits && due && (
        <p className="mt-2 text-lg">
          <ProviderDue due={due} />
        </p>
      )}
      <DoneOrProblem done={what && t(`done.${what}`)} problem={wrong && t(`problem.${wrong}`)} />
      <p className="mt-1 mb-6 max-w-prose text-muted">{t('looked')}</p>
      <Question asked={asked} logUrl={logUrl} />
      <section id="answer" aria-labelledby="answer-title" className="mt-8">
        <h2 id="answer-title" className="mb-3 text-xl">
          {answer ? t('sent', { organisation }) : t('form')}
        </h2>
        {answer && (
          <>
            <p className="mb-3 text-muted">
              {t('sentBy', { name: answer.authorName, day: format.dateTime(new Date(answer.at), { dateStyle: 'long' }) })}
            </p>
            <AnswerWords id={id} answer={answer} />
          </>
        )}
        {waits && <AnswerForm id={id} visit={visit} draft={draft} />}
        {!waits && !answer && <p>{t('over')}</p>}
      </section>
    </>
  )
}
