import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Authority } from '#components/service/authority.tsx'
import { ContactFacts } from '#components/service/contact-facts.tsx'
import { Document, List, Part } from '#components/service/document.tsx'
import { Email } from '#components/service/reach.tsx'
import { env } from '#lib/env.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('contact')
  return { title: t('title'), description: t('lead') }
}

export default async function ContactPage() {
  const t = await getTranslations('contact')
  const { OPERATOR_NAME: operator, DATA_PROTECTION_OFFICER: officer, SECURITY_CONTACT, SECURITY_EXPIRES, ...settings } = env('web')
  const { OPERATOR_EMAIL: email, OPERATOR_CONTACT: phone } = settings
  const security = SECURITY_CONTACT !== undefined && SECURITY_EXPIRES !== undefined
  return (
    <Document title={t('title')} lead={t('lead')}>
      <ContactFacts phone={phone} email={email} hours={settings.OPERATOR_HOURS} address={settings.OPERATOR_ADDRESS} />
      <p className="mt-4 text-muted">{t('operator', { operator })}</p>
      {email && <p className="mt-1 text-muted">{t('emailWarning')}</p>}
      <Part title={t('say.title')}>
        <List>{[t('say.mismatch'), t('say.ask'), t('say.never')]}</List>
      </Part>
      <Part title={t('noId.title')}>
        <p>{t('noId.text')}</p>
      </Part>
      <Part title={t('privacy.title')}>
        <p>{officer ? t.rich('privacy.officer', { operator, email: () => <Email address={officer} /> }) : t('privacy.asOperator')}</p>
        <p>{t.rich('privacy.authority', { authority: () => <Authority body={settings.DATA_PROTECTION_AUTHORITY} /> })}</p>
      </Part>
      <Part title={t('security.title')}>
        <p>{security ? t.rich('security.text', { a: (text) => <a href="/.well-known/security.txt">{text}</a> }) : t('security.phone')}</p>
      </Part>
    </Document>
  )
}
