import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { DiscardedView } from '../../../../../../asking-views.tsx'

type Props = { readonly params: Promise<{ readonly acting: string }> }

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/history`)
  const t = await getTranslations('asking')
  return { title: t('titleFor', { name: person.name }), robots: { index: false } }
}

/** After a draft was deleted. */
export default async function ActingDiscardedPage({ params }: Props) {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions/draft/discarded`)
  return <DiscardedView acting={person.id} />
}
