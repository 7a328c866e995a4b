import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Authority } from '#components/service/authority.tsx'
import { CookieTable } from '#components/service/cookie-table.tsx'
import { Document, List, Part } from '#components/service/document.tsx'
import { Email, Phone } from '#components/service/reach.tsx'
import { KEPT_DAYS } from '#lib/alerts/limits.ts'
import { DRAFT_DAYS } from '#lib/dispute/draft.ts'
import { REOPEN_DAYS } from '#lib/dispute/kinds.ts'
import { env } from '#lib/env.ts'
import { listedCookies } from '#lib/server/cookies.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('privacy')
  return { title: t('title'), description: t('lead') }
}

const KEPT = ['patients', 'staff', 'questions', 'assisted', 'team', 'logIn', 'choices', 'log', 'source'] as const
const RECIPIENTS = ['you', 'support', 'officer', 'assisted', 'identity', 'watchers', 'evidence', 'alerts', 'others'] as const
const KEEPING = ['entries', 'questions', 'drafts', 'assisted', 'choices', 'logIns', 'team', 'evidence', 'public'] as const
const DAYS = { days: REOPEN_DAYS, drafts: DRAFT_DAYS, alerts: KEPT_DAYS }
const contact = (text: ReactNode) => <a href="/contact">{text}</a>

/** What Articles 13 and 14 of the General Data Protection Regulation ask for. */
export default async function PrivacyPage() {
  const t = await getTranslations('privacy')
  const settings = env('web')
  const { OPERATOR_NAME: operator, OPERATOR_CONTACT, DATA_PROTECTION_OFFICER: officer } = settings
  return (
    <Document title={t('title')} lead={t('lead')}>
      <Part title={t('who.title')}>
        <p>{t.rich('who.text', { operator, phone: () => <Phone number={OPERATOR_CONTACT} />, contact })}</p>
        {officer && <p>{t.rich('who.officer', { email: () => <Email address={officer} /> })}</p>}
      </Part>
      <Part title={t('why.title')}>
        <p>{t('why.text')}</p>
      </Part>
      <Part title={t('what.title')}>
        <List>{KEPT.map((key) => t(`what.${key}`))}</List>
      </Part>
      <Part title={t('long.title')}>
        <List>{KEEPING.map((key) => t(`long.${key}`, DAYS))}</List>
      </Part>
      <Part title={t('recipients.title')}>
        <List>{RECIPIENTS.map((key) => t(`recipients.${key}`))}</List>
      </Part>
      <Part title={t('rights.title')}>
        <p>{t.rich('rights.text', { contact })}</p>
        <p>{t.rich('rights.complain', { authority: () => <Authority body={settings.DATA_PROTECTION_AUTHORITY} /> })}</p>
      </Part>
      <Part title={t('cookies.title')} id="cookies">
        <p>{t('cookies.lead')}</p>
        <CookieTable cookies={listedCookies(settings)} />
      </Part>
      <Part title={t('storage.title')} id="storage">
        <List>{[t('storage.pins'), t('storage.evidence')]}</List>
        <p>{t.rich('storage.forget', { device: (text) => <a href="/device">{text}</a> })}</p>
      </Part>
    </Document>
  )
}
