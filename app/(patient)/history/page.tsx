import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { patientOrLogIn } from '#lib/server/session.ts'
import { HistoryView } from '../history-view.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title'), robots: { index: false } }
}

export default async function HistoryPage() {
  const { identifier, name, visit } = await patientOrLogIn('/history')
  const t = await getTranslations('history')
  return (
    <HistoryView
      name={name}
      identifier={identifier}
      historyUrl={`/api/me/history?visit=${visit}`}
      title={t('title')}
      lead={t('lead', { name, code: identifier.value })}
    />
  )
}
