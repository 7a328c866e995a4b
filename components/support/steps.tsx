import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import { RARE, staffForms } from '#lib/dispute/staff-forms.ts'
import { StepForm, type StepProps } from './step-form.tsx'

/** What the reader can do with a case now: first what is done every day, below it what is rare or not undone. */
export function Steps(props: StepProps) {
  const t = useTranslations('support.case')
  const forms = staffForms(props.shown)
  const [usual, rare] = [forms.filter((form) => !RARE.includes(form)), forms.filter((form) => RARE.includes(form))]
  if (forms.length === 0) return props.shown.me.role === 'officer' ? null : <p className="text-muted">{t('nothing')}</p>
  return (
    <div className="grid gap-4 print:hidden">
      {usual.length > 0 && (
        <Card title={t('next')}>
          <div className="grid gap-4">
            {usual.map((name) => (
              <StepForm key={name} name={name} {...props} />
            ))}
          </div>
        </Card>
      )}
      {rare.length > 0 && (
        <Card title={t('more')}>
          <div className="grid gap-2">
            {rare.map((name) => (
              <StepForm key={name} name={name} {...props} />
            ))}
          </div>
        </Card>
      )}
    </div>
  )
}
