import { useFormatter, useTranslations } from 'next-intl'
import { Asked } from '#components/dispute/asked.tsx'
import { OutcomeNow } from '#components/dispute/outcome.tsx'
import { Thread } from '#components/dispute/thread.tsx'
import { CheckedEntries } from '#components/support/checked-entries.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { REVIEW_FINDINGS, type Sample } from '#lib/dispute/overview.ts'
import type { StaffEntry } from '#lib/dispute/staff-view.ts'
import type { CaseView } from '#lib/dispute/view.ts'

type Content = { readonly view: CaseView; readonly entries: readonly StaffEntry[] }

/** A drawn question before it is opened: only with a reason, and that is seen. */
export function OpenSample({ id, visit }: { readonly id: string; readonly visit: string }) {
  const t = useTranslations('overview.samples')
  return (
    <form method="post" action="/api/support/overview/samples/open" className="mt-4 grid max-w-prose gap-3">
      <input type="hidden" name="visit" value={visit} />
      <input type="hidden" name="case" value={id} />
      <p>{t('shut')}</p>
      <TextField label={t('reason')} name="reason" required maxLength={LONGEST_TEXT} defaultValue={t('reasonValue')} />
      <Button type="submit" look="primary" className="justify-self-start">
        {t('openButton')}
      </Button>
    </form>
  )
}

/** What a drawn question says, while the supervisor has it opened. */
export function SampleContent({
  sample: { opened, id },
  content: { view, entries },
  logUrl,
}: {
  readonly sample: Sample
  readonly content: Content
  readonly logUrl: string
}) {
  const t = useTranslations('overview.samples')
  const format = useFormatter()
  return (
    <>
      {opened !== undefined && (
        <p className="mt-2 max-w-prose text-muted">{t('until', { time: format.dateTime(new Date(opened), { timeStyle: 'short' }) })}</p>
      )}
      <div className="mt-6 grid gap-8">
        <OutcomeNow view={view} reader="staff" />
        <section aria-labelledby="asked">
          <h2 id="asked" className="mb-3 text-xl">
            {t('asked')}
          </h2>
          <Asked view={view} />
        </section>
        <section aria-labelledby="entries" className="min-w-0">
          <h2 id="entries" className="mb-3 text-xl">
            {t('entries')}
          </h2>
          <CheckedEntries entries={entries} logUrl={logUrl} />
        </section>
        <section aria-labelledby="thread" className="min-w-0">
          <h2 id="thread" className="mb-3 text-xl">
            {t('thread')}
          </h2>
          <Thread
            view={{ ...view, files: view.files.filter(({ kind }) => kind === 'attachment') }}
            entries={entries}
            reader="staff"
            filesAt={`/api/support/cases/${id}/files`}
          />
        </section>
      </div>
    </>
  )
}

/** Whether it was well done. */
export function SampleReview({ id, visit }: { readonly id: string; readonly visit: string }) {
  const t = useTranslations('overview.samples')
  return (
    <form
      method="post"
      action="/api/support/overview/samples/review"
      className="mt-8 grid max-w-prose gap-4 rounded-2xl border border-line bg-surface p-5"
    >
      <input type="hidden" name="visit" value={visit} />
      <input type="hidden" name="case" value={id} />
      <ChoiceGroup legend={t('review')}>
        {REVIEW_FINDINGS.map((finding) => (
          <Choice key={finding} type="radio" name="finding" value={finding} required label={t(`finding.${finding}`)} />
        ))}
      </ChoiceGroup>
      <TextArea label={t('words')} hint={t('wordsHint')} name="text" maxLength={LONGEST_TEXT} />
      <Button type="submit" look="primary" className="justify-self-start">
        {t('save')}
      </Button>
    </form>
  )
}
