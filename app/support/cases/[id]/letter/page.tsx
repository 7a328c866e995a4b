import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Letter } from '#components/assisted/letter.tsx'
import { PassOnTold, PassOnWords } from '#components/assisted/pass-on.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { caseLetter } from '#lib/server/assisted/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assisted.letter')
  return { title: t('title') }
}

/** The letter of a question that was asked for somebody: how it goes, or the answer, to be read out or printed; and what the person answers. */
export default async function CaseLetterPage({ params, searchParams }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/cases/${encodeURIComponent(id)}/letter`, SUPPORT)
  const { done, problem } = await searchParams
  const page = await caseLetter(id)
  return (
    <>
      <PassOnTold done={done} problem={problem} />
      <Letter page={page} settings={env('web')} back={`/support/cases/${encodeURIComponent(id)}`} />
      {page.passOn && <PassOnWords passOn={page.passOn} asks={page.asks} locale={page.assisted.locale} />}
    </>
  )
}
