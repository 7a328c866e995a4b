import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { AssistedForm } from './form.tsx'

/** The person asks by telephone how their question goes. */
export function CallBack({ visit }: { readonly visit: string }) {
  const t = useTranslations('assisted.call')
  return (
    <Card title={t('title')}>
      <p className="mb-4 max-w-prose">{t('lead')}</p>
      <AssistedForm change="look-up" visit={visit}>
        <TextField label={t('reference')} hint={t('referenceHint')} name="reference" required maxLength={40} />
        <TextField label={t('code')} hint={t('codeHint')} name="code" required maxLength={40} />
        <div>
          <Button type="submit">{t('go')}</Button>
        </div>
      </AssistedForm>
    </Card>
  )
}
