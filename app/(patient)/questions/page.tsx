import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { patientOrLogIn } from '#lib/server/session.ts'
import { QuestionsView } from '../questions-view.tsx'
import { pageOf, type SearchParams } from '../search-params.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('questions')
  return { title: t('title'), robots: { index: false } }
}

export default async function QuestionsPage({ searchParams }: { readonly searchParams: Promise<SearchParams> }) {
  await patientOrLogIn('/questions')
  const t = await getTranslations('questions')
  return <QuestionsView page={pageOf(await searchParams)} title={t('title')} place="" />
}
