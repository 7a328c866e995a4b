import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Day } from '#components/public/day.tsx'
import { Document, List, Part } from '#components/service/document.tsx'
import { Email, Phone } from '#components/service/reach.tsx'
import { env } from '#lib/env.ts'

/** When this statement was first written, and last compared with what the tests and people found. */
const PREPARED = '2026-11-26'
const REVIEWED = '2026-11-26'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('accessibility')
  return { title: t('title') }
}

/** In the form of the model of Implementing Decision (EU) 2018/1523. */
export default async function AccessibilityPage() {
  const t = await getTranslations('accessibility')
  const { OPERATOR_NAME, OPERATOR_CONTACT, OPERATOR_EMAIL: email, WEB_ORIGIN, ACCESSIBILITY_AUTHORITY: body } = env('web')
  return (
    <Document title={t('title')} lead={t('lead', { operator: OPERATOR_NAME, origin: new URL(WEB_ORIGIN).host })}>
      <Part title={t('status.title')}>
        <p>{t('status.text')}</p>
      </Part>
      <Part title={t('content.title')}>
        <p>{t('content.lead')}</p>
        <List>{[t('content.language'), t('content.files'), t('content.time')]}</List>
        <p>{t('content.outside')}</p>
        <List>{[t('content.logIn')]}</List>
      </Part>
      <Part title={t('prepared.title')}>
        <p>{t.rich('prepared.text', { day: () => <Day day={PREPARED} /> })}</p>
        <p>{t.rich('prepared.reviewed', { day: () => <Day day={REVIEWED} /> })}</p>
      </Part>
      <Part title={t('without.title')}>
        <p>{t.rich('without.text', { contact: (text) => <a href="/contact">{text}</a> })}</p>
      </Part>
      <Part title={t('feedback.title')}>
        <p>
          {t.rich('feedback.text', {
            phone: () => <Phone number={OPERATOR_CONTACT} />,
            email: () => email && <Email address={email} />,
            hasEmail: email ? 'yes' : 'no',
          })}
        </p>
      </Part>
      <Part title={t('enforcement.title')}>
        <p>
          {t.rich('enforcement.text', {
            named: body ? 'yes' : 'no',
            authority: () => body && <a href={body.url}>{body.name}</a>,
          })}
        </p>
      </Part>
    </Document>
  )
}
