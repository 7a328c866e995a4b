import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { type FormName, formOf, TEMPLATES } from '#lib/dispute/staff-forms.ts'
import type { StaffCase } from '#lib/dispute/staff-view.ts'
import { Proposal } from './proposal.tsx'
import { StaffForm } from './staff-form.tsx'
import { StepChoice } from './step-choice.tsx'
import { TemplateChoice } from './template-choice.tsx'

/** A text to begin with, for one form. */
type Begun = { readonly form: FormName; readonly template: string; readonly text: string }

export type StepProps = {
  readonly shown: StaffCase
  readonly begun: Begun | undefined
  /** The form whose last try did not succeed. */
  readonly failed: string | undefined
  /** The asker's language, by its own name. */
  readonly language: string
}

/** One step, as a form that works without scripts. */
export function StepForm({ name, ...props }: StepProps & { readonly name: FormName }) {
  const t = useTranslations('support')
  const { shown, begun, failed, language } = props
  const { text, choice } = formOf(name)
  const simple = text === undefined && choice === undefined
  const own = begun?.form === name ? begun : undefined
  const nobody = name === 'ask-provider' && (shown.opened?.askable ?? []).length === 0
  const form = (
    <StaffForm
      action={`/api/support/cases/${shown.row.id}/${name}`}
      visit={shown.me.visit}
      button={t(`form.${name}.button`)}
      look={PRIMARY.includes(name) ? 'primary' : 'secondary'}
    >
      <p className="text-[0.9375rem] text-muted">{t(`note.${name}`)}</p>
      {name === 'confirm' && shown.opened && <Proposal opened={shown.opened} />}
      {choice && <StepChoice choice={choice} shown={shown} chosen={own?.template} />}
      {text && (
        <TextArea label={t(`label.text.${name as 'note'}`)} name="text" required maxLength={LONGEST_TEXT} defaultValue={own?.text} />
      )}
    </StaffForm>
  )
  if (simple && name !== 'conflict') return <div id={`step-${name}`}>{form}</div>
  return (
    <div id={`step-${name}`}>
      <Disclosure summary={t(`form.${name}.title`)} open={own !== undefined || failed === name}>
        {nobody ? (
          <p>{t('note.nobodyToAsk')}</p>
        ) : (
          <>
            {TEMPLATES[name] && <TemplateChoice form={name} templates={TEMPLATES[name]} caseId={shown.row.id} language={language} />}
            {form}
          </>
        )}
      </Disclosure>
    </div>
  )
}

const PRIMARY: readonly FormName[] = ['take', 'take-review', 'confirm', 'triage', 'review', 'decide']
