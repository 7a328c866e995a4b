import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { StaffForm } from '#components/support/staff-form.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { INCIDENT_STEPS, type IncidentNeed, type IncidentStep, type LogRange, type Notice } from '#lib/dispute/incident.ts'
import { LANGUAGES } from '#lib/languages.ts'

type Props = {
  readonly id: string
  readonly visit: string
  readonly steps: readonly IncidentStep[]
  readonly range?: LogRange | undefined
  readonly notice?: Notice | undefined
}

/** What the reader may do now, each as a form. */
export function IncidentSteps({ steps, ...incident }: Props) {
  const t = useTranslations('incidents')
  return (
    <Section title={t('next')}>
      <div className="grid gap-5">
        {steps.toReversed().map((step) => (
          <StepCard key={step} step={step} {...incident} />
        ))}
      </div>
    </Section>
  )
}

function StepCard({ step, id, visit, range, notice }: Omit<Props, 'steps'> & { readonly step: IncidentStep }) {
  const t = useTranslations('incidents')
  const needs: readonly IncidentNeed[] = INCIDENT_STEPS[step].needs
  return (
    <section aria-label={t(`step.${step}.title`)} className="rounded-2xl border border-line bg-surface p-5">
      <h3 className="text-base">{t(`step.${step}.title`)}</h3>
      <p className="mt-1 mb-4 max-w-[66ch] text-muted">{t(`step.${step}.text`)}</p>
      <StaffForm
        action={`/api/support/incidents/${id}/${step}`}
        visit={visit}
        button={t(`step.${step}.button`)}
        look={step === 'note' ? 'secondary' : 'primary'}
        {...((step === 'freeze' || step === 'publish') && { sure: t(`sure.${step}`) })}
      >
        {needs.includes('text') && <TextArea label={t('text')} name="text" required maxLength={4000} />}
        {needs.includes('range') && (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t('first')} name="first" inputMode="numeric" pattern="[0-9]+" required defaultValue={range?.first} />
            <TextField label={t('last')} name="last" inputMode="numeric" pattern="[0-9]+" required defaultValue={range?.last} />
          </div>
        )}
        {needs.includes('notice') &&
          Object.entries(LANGUAGES).map(([language, { name }]) => (
            <TextArea
              key={language}
              label={t('notice', { language: name })}
              name={language}
              required
              maxLength={4000}
              rows={5}
              defaultValue={notice?.[language]}
            />
          ))}
      </StaffForm>
    </section>
  )
}
