import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { questionPage } from '#lib/server/disputes/question-pages.ts'
import { patientOrLogIn } from '#lib/server/session.ts'
import { QuestionView } from '../../question-view.tsx'
import type { SearchParams } from '../../search-params.ts'

type Props = { readonly params: Promise<{ readonly id: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('questions')
  return { title: t('one'), robots: { index: false } }
}

export default async function QuestionPage({ params, searchParams }: Props) {
  const { id } = await params
  const path = `/questions/${encodeURIComponent(id)}`
  await patientOrLogIn(path)
  const question = await questionPage(id)
  return question ? <QuestionView question={question} path={path} api={`/api/me${path}`} query={await searchParams} /> : notFound()
}
