import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { ChooseView } from '../../../../../asking-views.tsx'
import type { SearchParams } from '../../../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly acting: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/history`)
  const t = await getTranslations('asking')
  return { title: t('titleFor', { name: person.name }), robots: { index: false } }
}

/** The entries to choose from. */
export default async function ActingChoosePage({ params, searchParams }: Props) {
  const { acting } = await params
  const { visit, person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions/choose`)
  return <ChooseView search={await searchParams} visit={visit} acting={person.id} />
}
