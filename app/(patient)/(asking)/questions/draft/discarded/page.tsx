import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { patientOrLogIn } from '#lib/server/session.ts'
import { DiscardedView } from '../../../../asking-views.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('asking')
  return { title: t('discarded.title'), robots: { index: false } }
}

/** After a draft was deleted. */
export default async function DiscardedPage() {
  await patientOrLogIn('/questions/draft/discarded')
  return <DiscardedView />
}
