import { useTranslations } from 'next-intl'
import { VisitForm } from '#components/layout/visit-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { FILE_TYPES, LARGEST_FILE, LARGEST_TOGETHER, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { useFormProblem } from './problem.ts'

const MB = 1024 * 1024

type Props = { readonly action: string; readonly visit: string; readonly asked: boolean; readonly problem: unknown }

/** To add something to a question, or to answer what support asks. */
export function AddForm({ action, visit, asked, problem }: Props) {
  const t = useTranslations('questions.add')
  const { text, files, form } = useFormProblem(problem)
  return (
    <section id="add" aria-labelledby="add-title" className="rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <h2 id="add-title" className="mb-3 text-xl">
        {t(asked ? 'answer' : 'title')}
      </h2>
      <VisitForm action={action} visit={visit} encType="multipart/form-data" className="grid gap-4">
        <DoneOrProblem done={undefined} problem={form} className="" />
        {files !== undefined && <p className="font-semibold">{t('nothingSent')}</p>}
        <TextArea label={t('text')} hint={t('hint')} error={text} name="text" required maxLength={LONGEST_TEXT} rows={5} />
        <Field
          label={t('files')}
          hint={t('limits', { most: MOST_FILES, each: LARGEST_FILE / MB, together: LARGEST_TOGETHER / MB })}
          error={files}
        >
          {(control) => <input type="file" name="files" multiple accept={FILE_TYPES.join(',')} {...control} />}
        </Field>
        <p>
          <Button type="submit" look="primary">
            {t(asked ? 'sendAnswer' : 'send')}
          </Button>
        </p>
      </VisitForm>
    </section>
  )
}
