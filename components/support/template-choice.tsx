import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import type { FormName, Template } from '#lib/dispute/staff-forms.ts'

type Props = {
  readonly form: FormName
  readonly templates: readonly Template[]
  readonly caseId: string
  readonly language: string
}

/** Opens the page again with a text in this form. Works without scripts; its address says which template, and nothing else. */
export function TemplateChoice({ form, templates, caseId, language }: Props) {
  const t = useTranslations('support.template')
  const names = useTranslations('templates.name')
  return (
    <form method="get" action={`/support/cases/${caseId}#step-${form}`} className="mb-3 flex max-w-prose flex-wrap items-end gap-3">
      <Select
        label={t('label')}
        hint={form === 'ask-provider' ? undefined : t('hint', { language })}
        name="template"
        options={templates.map((one) => ({ value: `${form}.${one}`, text: names(one) }))}
        className="min-w-0 flex-1 basis-64"
      />
      <Button type="submit">{t('insert')}</Button>
    </form>
  )
}
