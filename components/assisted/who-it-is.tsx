import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { CALL_ANSWERS, DOCUMENTS, WAYS, type Way } from '#lib/dispute/assisted.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { AssistedForm } from './form.tsx'

type Props = { readonly visit: string; readonly way: Way | undefined /** How a personal code is written. */; readonly pattern: string }

/** The first step: where the person is, who it is, and how that was made sure. */
export function WhoItIs({ visit, way, pattern }: Props) {
  const t = useTranslations('assisted')
  return (
    <Card title={t('who.title')}>
      <p className="mb-3">{t('who.way')}</p>
      <p className="mb-4 flex flex-wrap gap-3">
        {WAYS.map((one) => (
          <ButtonLink key={one} href={`/support/assisted?way=${one}`} aria-current={one === way ? 'true' : undefined}>
            {t(`way.${one}`)}
          </ButtonLink>
        ))}
      </p>
      {way && (
        <AssistedForm change="start" visit={visit}>
          <input type="hidden" name="way" value={way} />
          <TextField label={t('who.code')} hint={t('who.codeHint')} name="code" required pattern={pattern} inputMode="numeric" />
          <TextField label={t('who.name')} name="name" required maxLength={200} />
          {way === 'desk' ? <AtDesk /> : <ByTelephone />}
          <TextArea label={t('who.remark')} name="remark" rows={2} maxLength={1000} />
          <Select
            label={t('who.language')}
            name="language"
            options={Object.entries(LANGUAGES).map(([value, { name: text }]) => ({ value, text }))}
          />
          <TextArea label={t('who.address')} hint={t('who.addressHint')} name="address" rows={3} maxLength={1000} />
          <Choice type="checkbox" name="consent" value="yes" required label={t('who.consent')} hint={t('who.consentHint')} />
          <div>
            <Button type="submit" look="primary">
              {t('who.go')}
            </Button>
          </div>
        </AssistedForm>
      )}
    </Card>
  )
}

function AtDesk() {
  const t = useTranslations('assisted')
  return (
    <>
      <Select label={t('who.document')} name="document" options={DOCUMENTS.map((value) => ({ value, text: t(`document.${value}`) }))} />
      <TextField label={t('who.documentEnd')} name="documentEnd" required pattern="[A-Za-z0-9]{4}" maxLength={4} />
    </>
  )
}

function ByTelephone() {
  const t = useTranslations('assisted')
  return (
    <>
      <Choice type="checkbox" name="calledBack" value="yes" required label={t('who.calledBack')} hint={t('who.calledBackHint')} />
      <ChoiceGroup legend={t('who.answers')} hint={t('who.answersHint')}>
        {CALL_ANSWERS.map((answer) => (
          <Choice key={answer} type="checkbox" name={`answer.${answer}`} value="yes" label={t(`answer.${answer}`)} />
        ))}
      </ChoiceGroup>
    </>
  )
}
