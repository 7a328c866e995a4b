import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { DraftView } from '../../../../../../asking-views.tsx'
import type { SearchParams } from '../../../../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly acting: string; readonly id: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/history`)
  const t = await getTranslations('asking')
  return { title: t('titleFor', { name: person.name }), robots: { index: false } }
}

/** A question that somebody writes. */
export default async function ActingDraftPage({ params, searchParams }: Props) {
  const { acting, id } = await params
  const { visit, person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions/draft/${encodeURIComponent(id)}`)
  return <DraftView id={id} search={await searchParams} visit={visit} acting={person.id} identifier={person.identifier} />
}
