import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { Email } from '#lib/alert-kinds.ts'
import { Change } from './change.tsx'
import { AlertSection } from './section.tsx'

/** Where e-mails go: nowhere, an address that is asked to confirm, one that did, or one that the mail server refuses. */
export function EmailSection({ email }: { readonly email: Email }) {
  const t = useTranslations('alerts.email')
  return (
    <AlertSection title={t('title')} {...(email.state === 'none' && { text: t('text') })}>
      {email.state !== 'none' && (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="max-w-prose">{t.rich(email.state, { address: email.address, b: (text) => <b className="break-all">{text}</b> })}</p>
          <Change name="remove-address">
            <Button type="submit">{t('remove')}</Button>
          </Change>
        </div>
      )}
      <Change name="address" className="flex flex-wrap items-end gap-3">
        <TextField
          label={t(email.state === 'none' ? 'label' : 'change')}
          type="email"
          name="address"
          required
          maxLength={254}
          autoComplete="email"
          className="min-w-0 flex-1 basis-64"
        />
        <Button type="submit">{t('ask')}</Button>
      </Change>
    </AlertSection>
  )
}
