import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FirstVisit } from '#components/first-visit/first-visit.tsx'
import { env } from '#lib/env.ts'
import { printLookFilter } from '#lib/event/look-filter.ts'
import { introduced } from '#lib/server/device.ts'
import { patientOrLogIn } from '#lib/server/session.ts'
import { HistoryView } from '../history-view.tsx'
import { type SearchParams, viewOf } from '../search-params.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('history')
  return { title: t('title'), robots: { index: false } }
}

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function HistoryPage({ searchParams }: Props) {
  const view = viewOf(await searchParams)
  const chosen = printLookFilter(view.filter)
  const { identifier, name, visit } = await patientOrLogIn(chosen.size > 0 ? `/history?${chosen}` : '/history')
  const t = await getTranslations('history')
  return (
    <HistoryView
      name={name}
      identifier={identifier}
      view={view}
      path="/history"
      visit={visit}
      historyUrl={`/api/me/history?visit=${visit}`}
      title={t('title')}
      lead={t('lead', { name, code: identifier.value })}
      intro={<FirstVisit operator={env('web').OPERATOR_NAME} introduced={await introduced()} />}
    />
  )
}
