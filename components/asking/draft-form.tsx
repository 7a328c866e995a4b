import { useTranslations } from 'next-intl'
import { VisitForm } from '#components/layout/visit-form.tsx'
import type { UncheckedEntry } from '#components/timeline/row.ts'
import { Button } from '#components/ui/button.tsx'
import { Told } from '#components/ui/told.tsx'
import { DRAFT_DAYS, type Answers as Given, type Problem } from '#lib/dispute/draft.ts'
import { ChosenEntries } from './chosen-entries.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { KeepDraft } from './keep-draft.tsx'
import type { Place } from './place.ts'
import { Answers } from './questions.tsx'

type Props = {
  readonly draft: { readonly id: string; readonly answers: Given }
  readonly shown: readonly UncheckedEntry[]
  readonly place: Place
  readonly saved: boolean
  /** What is to be said of what is missing. */
  readonly wrong: readonly Problem[]
}

const FORM = 'draft'

/** A question while it is written. Its first button is what the Enter key presses. */
export function DraftForm({ draft: { id, answers }, shown, place, saved, wrong }: Props) {
  const t = useTranslations('asking')
  const words = { saving: t('keeping.saving'), saved: t('keeping.saved'), failed: t('keeping.failed'), loggedOut: t('keeping.loggedOut') }
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-prose text-muted">
        {t('lead')} {t('kept', { days: DRAFT_DAYS })}
      </p>
      {saved && (
        <Told role="status" className="mt-4">
          {t('saved')}
        </Told>
      )}
      <ErrorSummary wrong={wrong} length={answers.text.length} />
      <VisitForm id={FORM} action={`${place.api}/${id}/save`} visit={place.visit} noValidate className="mt-6 grid gap-8">
        <button type="submit" name="do" value="check" tabIndex={-1} aria-hidden="true" className="sr-only">
          {t('save')}
        </button>
        <ChosenEntries shown={shown} wrong={wrong} />
        <Answers answers={answers} who={place.who} wrong={wrong} />
        <div>
          <KeepDraft form={FORM} url={`${place.api}/${id}/save`} words={words} />
          <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
            <Button type="submit" name="do" value="check" look="primary" className="w-full sm:w-auto">
              {t('save')}
            </Button>
            <Button type="submit" name="do" value="save" className="w-full sm:w-auto">
              {t('later')}
            </Button>
            <Button type="submit" name="do" value="discard" look="quiet">
              {t('discard')}
            </Button>
          </div>
        </div>
      </VisitForm>
    </>
  )
}
