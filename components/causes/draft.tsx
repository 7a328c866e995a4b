import { useTranslations } from 'next-intl'
import { StaffForm } from '#components/support/staff-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import type { CauseAnswer } from '#lib/dispute/cause.ts'
import { OUTCOMES } from '#lib/dispute/kinds.ts'
import { LANGUAGES } from '#lib/languages.ts'

type Props = { readonly id: string; readonly visit: string; readonly draft: CauseAnswer | undefined }

/** First what it was, which brings words to begin with; then the words, in each language. */
export function DraftAnswer({ id, visit, draft }: Props) {
  const t = useTranslations('causes.answer')
  const outcome = useTranslations('dispute.outcome')
  return (
    <div className="mt-8 grid gap-6">
      <form method="get" action={`/support/causes/${id}`} className="flex max-w-[66ch] flex-wrap items-end gap-3">
        <Select
          label={t('outcome')}
          name="outcome"
          defaultValue={draft?.outcome ?? 'automatic'}
          options={OUTCOMES.map((value) => ({ value, text: outcome(value) }))}
          className="min-w-0 flex-1 basis-64"
        />
        <Button type="submit">{t('take')}</Button>
      </form>
      {draft && (
        <StaffForm action={`/api/support/causes/${id}/draft`} visit={visit} button={t('keep')}>
          <input type="hidden" name="outcome" value={draft.outcome} />
          <p className="font-semibold">{outcome(draft.outcome)}</p>
          {Object.entries(LANGUAGES).map(([language, { name }]) => (
            <TextArea
              key={`${language} ${draft.outcome}`}
              label={t('text', { language: name })}
              name={language}
              required
              maxLength={4000}
              rows={5}
              defaultValue={draft.texts[language]}
            />
          ))}
        </StaffForm>
      )}
    </div>
  )
}
