import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Claims } from '#components/front/claims.tsx'
import { KeepCurrent } from '#components/public/keep-current.tsx'
import { Notice } from '#components/public/notice.tsx'
import { Section } from '#components/public/section.tsx'
import { Anchors } from '#components/transparency/anchors.tsx'
import { AtAGlance } from '#components/transparency/at-a-glance.tsx'
import { Code } from '#components/transparency/code.tsx'
import { Downloads } from '#components/transparency/downloads.tsx'
import { Growth } from '#components/transparency/growth.tsx'
import { Story } from '#components/transparency/story.tsx'
import { TakePart } from '#components/transparency/take-part.tsx'
import { Watchers } from '#components/transparency/watchers.tsx'
import { env } from '#lib/env.ts'
import { transparency } from '#lib/server/transparency.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('transparency')
  return { title: t('title'), description: t('lead') }
}

export default async function TransparencyPage() {
  const t = await getTranslations('transparency')
  const { OPERATOR_NAME: operator, GATEWAY_URL, WEB_ORIGIN, DEMO_PARTIES } = env('web')
  const { status, growth, anchors, releases, verifier } = await transparency()
  const demo = DEMO_PARTIES === 'yes'
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-[60ch] text-lg text-muted">{t('lead')}</p>
      <AtAGlance status={status} />
      <p className="mt-4 max-w-[66ch] text-muted">{t.rich('incidents', { a: (text) => <a href="/status#incidents">{text}</a> })}</p>
      {demo && (
        <div className="mt-5">
          <Notice tone="warn" icon="alert" title={t('demo.title')}>
            <p className="mt-1 max-w-[66ch]">{t('demo.text')}</p>
          </Notice>
        </div>
      )}
      <Section title={t('story.title')}>
        <Story operator={operator} />
      </Section>
      <Section title={t('growth.title')} lead={t('growth.lead')}>
        <Growth days={growth} at={status.at} />
      </Section>
      <Watchers status={status} demo={demo} />
      <Anchors anchors={anchors} />
      <Claims operator={operator} witnessed={status.quorum.kind !== 'none'} />
      <Code releases={releases} verifier={verifier} web={WEB_ORIGIN} />
      <TakePart logUrl={`${GATEWAY_URL}/log`} />
      <Downloads logUrl={`${GATEWAY_URL}/log`} />
      <KeepCurrent />
    </>
  )
}
