import { useFormatter, useTranslations } from 'next-intl'
import { StateTag } from '#components/dispute/status.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { ClockName } from '#lib/dispute/clock.ts'
import type { Outcome, Reason, State } from '#lib/dispute/kinds.ts'
import { holderOf } from '#lib/dispute/way.ts'

type Question = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly outcome?: Outcome
  readonly reasons: readonly Reason[]
  readonly changedAt: Date
  readonly due?: { readonly name: ClockName; readonly at: Date }
  readonly entries: number
  readonly unread: boolean
  readonly by?: string
}

/** What was asked, what has come of it, and what comes next; those that changed last first. */
export function QuestionList({ questions, place }: { readonly questions: readonly Question[]; readonly place: string }) {
  const t = useTranslations('questions')
  return (
    <ul aria-label={t('list.label')} className="overflow-clip rounded-2xl border border-line bg-surface">
      {questions.map((question) => (
        <li key={question.id} className="border-t border-line p-4 first:border-t-0 sm:px-5">
          <One question={question} place={place} />
        </li>
      ))}
    </ul>
  )
}

function One({ question, place }: { readonly question: Question; readonly place: string }) {
  const t = useTranslations('questions.list')
  const dispute = useTranslations('dispute')
  const format = useFormatter()
  const { id, reference, state, outcome, reasons, changedAt, due, entries, unread, by } = question
  const holder = holderOf(state)
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-base">
          <a href={`${place}/questions/${id}`}>{reasons.map((reason) => dispute(`reason.${reason}`)).join(' · ')}</a>
        </h2>
        {unread && <Tag tone="wait">{t('unread')}</Tag>}
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateTag state={state} />
        {outcome ? <b>{dispute(`outcome.${outcome}`)}</b> : holder !== 'nobody' && <span>{t(`holder.${holder}`)}</span>}
      </p>
      {due && (
        <p className={due.at.getTime() <= Date.now() ? 'mt-1 font-semibold text-warn' : 'mt-1'}>
          {t(due.at.getTime() <= Date.now() ? 'overdue' : 'due', {
            name: due.name,
            // It is due at the end of the day before this instant.
            day: format.dateTime(due.at.getTime() - 1, { dateStyle: 'long' }),
          })}
        </p>
      )}
      <p className="mt-1 text-[0.9375rem] text-muted">
        {t('about', { reference, count: entries })}
        {by !== undefined && <> · {t('by', { name: by })}</>} · {t.rich('changed', { at: () => <DayAndClock at={changedAt.getTime()} /> })}
      </p>
    </>
  )
}
