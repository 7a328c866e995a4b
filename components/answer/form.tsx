import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type AnswerDraft, BASES } from '#lib/dispute/answer.ts'
import { FILE_TYPES, LARGEST_FILE, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { LONGEST_TEXT, OUTCOMES } from '#lib/dispute/kinds.ts'
import { EvidenceNames } from './evidence.tsx'

type Props = { readonly id: string; readonly visit: string; readonly draft: AnswerDraft }

/** What an organisation answers. Each of its buttons keeps what is written so far; none of them sends it. */
export function AnswerForm({ id, visit, draft: { finding, basis, text, files } }: Props) {
  const t = useTranslations('answer')
  const outcome = useTranslations('dispute.outcome')
  return (
    <form method="post" action={`/api/support/answers/${id}`} encType="multipart/form-data" className="grid max-w-prose gap-6">
      <input type="hidden" name="visit" value={visit} />
      <ChoiceGroup legend={t('finding')}>
        {OUTCOMES.map((one) => (
          <Choice key={one} type="radio" name="finding" value={one} defaultChecked={one === finding} label={outcome(one)} />
        ))}
      </ChoiceGroup>
      <Select
        label={t('basis')}
        hint={t('basisHint')}
        name="basis"
        defaultValue={basis ?? ''}
        options={[{ value: '', text: t('choose') }, ...BASES.map((one) => ({ value: one, text: t(`bases.${one}`) }))]}
      />
      <TextArea label={t('text')} hint={t('textHint')} name="text" rows={8} maxLength={LONGEST_TEXT} defaultValue={text} />
      <fieldset className="grid min-w-0 gap-3">
        <legend className="pb-1 font-semibold">{t('evidence')}</legend>
        <EvidenceNames id={id} files={files} removable />
        <Field label={t('files')} hint={t('filesHint', { count: MOST_FILES, size: LARGEST_FILE / 1024 / 1024 })}>
          {(control) => <input type="file" name="files" multiple accept={FILE_TYPES.join()} {...control} />}
        </Field>
      </fieldset>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="do" value="preview" look="primary">
          {t('preview')}
        </Button>
        <Button type="submit" name="do" value="save">
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
