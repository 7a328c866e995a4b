import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { questionPage } from '#lib/server/disputes/question-pages.ts'
import { patientOrLogIn } from '#lib/server/session.ts'
import { ownStepOf, QuestionStepView } from '../../../question-step-view.tsx'
import type { SearchParams } from '../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly id: string; readonly step: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const step = ownStepOf((await params).step)
  const t = await getTranslations('questions')
  return { title: step ? t(`step.${step}.title`) : t('none.title'), robots: { index: false } }
}

export default async function QuestionStepPage({ params, searchParams }: Props) {
  const { id, step: name } = await params
  const path = `/questions/${encodeURIComponent(id)}`
  await patientOrLogIn(path)
  const step = ownStepOf(name) ?? notFound()
  const question = (await questionPage(id)) ?? notFound()
  const { problem } = await searchParams
  return <QuestionStepView question={question} step={step} path={path} api={`/api/me${path}`} problem={problem} />
}
