import { useTranslations } from 'next-intl'
import { KeepCurrent } from '#components/public/keep-current.tsx'
import { Section } from '#components/public/section.tsx'
import { StaffForm } from '#components/support/staff-form.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { AddedToCause, CauseAnswer, CauseState } from '#lib/dispute/cause.ts'
import { AddedNote } from './added.tsx'
import { DraftAnswer } from './draft.tsx'
import { Preview } from './preview.tsx'

type Props = {
  readonly cause: {
    readonly id: string
    readonly state: CauseState
    readonly joined: number
    readonly waiting: number
    readonly answer?: CauseAnswer
  }
  readonly visit: string
  readonly draft: CauseAnswer | undefined
  /** An outcome was just chosen: its words are to be looked at before anything else. */
  readonly choosing: boolean
  /** The reader proposed the answer. */
  readonly mine: boolean
  /** Since it was proposed, or begun to be given. */
  readonly added: AddedToCause
}

/** The answer to all: written, looked at, given, and how far that is. */
export function AnswerPart({ cause, visit, draft, choosing, mine, added }: Props) {
  const t = useTranslations('causes.answer')
  const { id, state, joined, waiting, answer } = cause
  const action = (step: string) => `/api/support/causes/${id}/${step}`
  if (state === 'answering')
    return (
      <Section title={t('title')}>
        <p role="status">{t('progress', { done: joined - waiting, joined })}</p>
        <Progress label={t('progressName')} done={joined - waiting} total={joined} className="my-3 w-full" />
        <AddedNote added={added} what="answering" />
        <StaffForm action={action('go-on')} visit={visit} button={t('goOn')}>
          <p className="text-muted">{t('goOnText')}</p>
        </StaffForm>
        <KeepCurrent everyMs={1000} />
      </Section>
    )
  return (
    <Section title={t('title')} lead={t(`lead.${state}`)}>
      {answer && !choosing && <Preview answer={answer} />}
      {answer && !choosing && waiting > 0 && state !== 'answered' && (
        <div className="mt-5">
          <AddedNote added={added} what="proposed" />
          {state === 'proposed' && mine ? (
            <p className="font-semibold">{t('somebodyElse')}</p>
          ) : (
            <StaffForm
              action={action('answer')}
              visit={visit}
              look="primary"
              button={t(state === 'open' && answer.outcome === 'justified' ? 'propose' : 'give', { count: waiting })}
              sure={t('sure', { count: waiting })}
            >
              <input type="hidden" name="count" value={waiting} />
              <input type="hidden" name="added" value={added.things} />
            </StaffForm>
          )}
        </div>
      )}
      {state === 'proposed' && (
        <div className="mt-8">
          <StaffForm action={action('return')} visit={visit} button={t('return')}>
            <TextArea label={t('returnWhy')} name="text" required maxLength={4000} />
          </StaffForm>
        </div>
      )}
      {state === 'open' && <DraftAnswer id={id} visit={visit} draft={draft} />}
    </Section>
  )
}
