import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Letter } from '#components/assisted/letter.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { caseLetter } from '#lib/server/assisted/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assisted.letter')
  return { title: t('title') }
}

/** The letter of a question that was asked for somebody: how it goes, or the answer, to be read out or printed. */
export default async function CaseLetterPage({ params }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/cases/${encodeURIComponent(id)}/letter`, SUPPORT)
  return <Letter page={await caseLetter(id)} settings={env('web')} back={`/support/cases/${encodeURIComponent(id)}`} />
}
