import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { patientOrLogIn } from '#lib/server/session.ts'
import { DraftView } from '../../../../asking-views.tsx'
import type { SearchParams } from '../../../../search-params.ts'

type Props = { readonly params: Promise<{ readonly id: string }>; readonly searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('asking')
  return { title: t('title'), robots: { index: false } }
}

/** A question that somebody writes. */
export default async function DraftPage({ params, searchParams }: Props) {
  const { id } = await params
  const { visit, identifier } = await patientOrLogIn(`/questions/draft/${encodeURIComponent(id)}`)
  return <DraftView id={id} search={await searchParams} visit={visit} identifier={identifier} />
}
