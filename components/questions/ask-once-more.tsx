import { useTranslations } from 'next-intl'
import { VisitForm } from '#components/layout/visit-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { BODIES, LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { useFormProblem } from './problem.ts'

type Props = {
  readonly step: 'withdraw' | 'reopen' | 'escalate'
  readonly action: string
  readonly visit: string
  readonly problem: unknown
  /** The data protection authority, where the operator named it. */
  readonly authority: { readonly name: string; readonly url: string } | undefined
}

/** What a step that ends or moves a question means, and the form that takes it. */
export function AskOnceMore({ step, action, visit, problem, authority }: Props) {
  const t = useTranslations('questions.step')
  const { text, body, form } = useFormProblem(problem)
  return (
    <VisitForm action={action} visit={visit} className="grid gap-4">
      <DoneOrProblem done={undefined} problem={form} className="" />
      {step === 'escalate' && (
        <ChoiceGroup legend={t('escalate.body')} error={body}>
          {BODIES.map((one) => (
            <Choice
              key={one}
              type="radio"
              name="body"
              value={one}
              required
              label={one === 'authority' && authority ? authority.name : t(`escalate.${one}.name`)}
              hint={t(`escalate.${one}.does`)}
            />
          ))}
        </ChoiceGroup>
      )}
      {step === 'escalate' && authority && (
        <p>
          <a href={authority.url}>{t('escalate.site', { name: authority.name })}</a>
        </p>
      )}
      {step !== 'withdraw' && (
        <TextArea label={t(`${step}.why`)} hint={t(`${step}.hint`)} error={text} name="text" required maxLength={LONGEST_TEXT} rows={5} />
      )}
      <p>
        <Button type="submit" look="primary">
          {t(`${step}.button`)}
        </Button>
      </p>
    </VisitForm>
  )
}
