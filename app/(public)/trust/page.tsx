import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Section } from '#components/public/section.tsx'
import { Compare } from '#components/trust/compare.tsx'
import { FingerprintCard } from '#components/trust/fingerprint-card.tsx'
import { Rules } from '#components/trust/rules.tsx'
import { TrustedKeys } from '#components/trust/trusted-keys.tsx'
import { env } from '#lib/env.ts'
import { trustDescription } from '#lib/server/trust.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('trust')
  return { title: t('title'), description: t('lead') }
}

export default async function TrustPage() {
  const t = await getTranslations('trust')
  const { OPERATOR_CONTACT: contact, WEB_ORIGIN } = env('web')
  const trust = await trustDescription()
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-[60ch] text-lg text-muted">{t('lead')}</p>
      <FingerprintCard fingerprint={trust.fingerprint} />
      <Compare contact={contact} webOrigin={WEB_ORIGIN} />
      <Section title={t('keys.title')} lead={t('keys.lead')}>
        <TrustedKeys keys={trust.keys} />
      </Section>
      <Section title={t('rules.title')} lead={t('rules.lead')}>
        <Rules trust={trust} />
      </Section>
    </>
  )
}
