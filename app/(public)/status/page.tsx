import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { KeepCurrent } from '#components/public/keep-current.tsx'
import { Cards } from '#components/status/cards.tsx'
import { Coverage } from '#components/status/coverage.tsx'
import { Incidents } from '#components/status/incidents.tsx'
import { Overall } from '#components/status/overall.tsx'
import { logStatus } from '#lib/server/status.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('status')
  return { title: t('title'), description: t('lead') }
}

export default async function StatusPage() {
  const t = await getTranslations('status')
  const status = await logStatus()
  const { at, state, reasons, incidents, coverage } = status
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 mb-6 max-w-[60ch] text-lg text-muted">{t('lead')}</p>
      <Overall state={state} reasons={reasons} at={at} />
      <Cards status={status} />
      <Incidents incidents={incidents} />
      <Coverage coverage={coverage} at={at} />
      <p className="mt-12 text-muted">{t.rich('json', { a: (text) => <a href="/api/status">{text}</a> })}</p>
      <KeepCurrent />
    </>
  )
}
