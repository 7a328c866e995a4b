import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { patientOrLogIn } from '#lib/server/session.ts'
import { ChooseView } from '../../../asking-views.tsx'
import type { SearchParams } from '../../../search-params.ts'

type Props = { readonly searchParams: Promise<SearchParams> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('asking')
  return { title: t('choose.title'), robots: { index: false } }
}

/** The entries to choose from. */
export default async function ChoosePage({ searchParams }: Props) {
  const { visit } = await patientOrLogIn('/questions/choose')
  return <ChooseView search={await searchParams} visit={visit} />
}
