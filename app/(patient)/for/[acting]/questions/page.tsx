import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { QuestionsView } from '../../../questions-view.tsx'
import { pageOf, type SearchParams } from '../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly acting: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions`)
  const t = await getTranslations('questions')
  return { title: t('titleOf', { name: person.name }), robots: { index: false } }
}

export default async function ActingQuestionsPage({ params, searchParams }: Props) {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions`)
  const t = await getTranslations('questions')
  return (
    <QuestionsView
      acting={person.id}
      page={pageOf(await searchParams)}
      title={t('titleOf', { name: person.name })}
      place={`/for/${person.id}`}
    />
  )
}
