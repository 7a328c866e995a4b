import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AnswerCase } from '#components/answer/case.tsx'
import { keep } from '#components/ui/keep.tsx'
import { OFFICER } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { officerCase } from '#lib/server/disputes/officer-pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('answer')
  return { title: t('form') }
}

export default async function AnswerPage({ params, searchParams }: Props) {
  const { id } = await params
  const { visit } = await staffOrLogIn(`/support/answers/${encodeURIComponent(id)}`, OFFICER)
  const t = await getTranslations('answer')
  const { done, problem } = await searchParams
  const asked = await orNotFound(() => officerCase(id))
  return (
    <>
      <a href="/support" className="inline-flex min-h-11 items-center">
        {t('back')}
      </a>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t.rich('title', { reference: asked.reference, keep })}</h1>
      <AnswerCase asked={asked} visit={visit} logUrl={`${env('web').GATEWAY_URL}/log`} done={done} problem={problem} />
    </>
  )
}
