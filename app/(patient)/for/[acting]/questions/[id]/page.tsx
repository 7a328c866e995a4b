import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { questionPage } from '#lib/server/disputes/question-pages.ts'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { QuestionView } from '../../../../question-view.tsx'
import type { SearchParams } from '../../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly acting: string; readonly id: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('questions')
  return { title: t('one'), robots: { index: false } }
}

export default async function ActingQuestionPage({ params, searchParams }: Props) {
  const { acting, id } = await params
  const path = `/for/${encodeURIComponent(acting)}/questions/${encodeURIComponent(id)}`
  await actingOrNotFound(acting, path)
  const question = await questionPage(id, acting)
  return question ? <QuestionView question={question} path={path} api={`/api${path}`} query={await searchParams} /> : notFound()
}
