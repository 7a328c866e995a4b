import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Given } from '#components/overview/given.tsx'
import { HeldCases } from '#components/overview/held.tsx'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { MOST_AT_ONCE } from '#lib/server/disputes/reassign.ts'
import { heldCases } from '#lib/server/disputes/supervisor-pages.ts'
import { orNotFound } from '#lib/server/or-not-found.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly agent: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview.held')
  return { title: t('cases') }
}

export default async function HeldPage({ params, searchParams }: Props) {
  const { agent } = await params
  const { visit } = await staffOrLogIn(`/support/overview/agents/${encodeURIComponent(agent)}`, SUPERVISOR)
  const t = await getTranslations('overview.held')
  const { holder, others, cases } = await orNotFound(() => heldCases(agent))
  return (
    <>
      <a href="/support/overview" className="inline-flex min-h-11 items-center">
        {t('back')}
      </a>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{holder ? t('title', { name: holder.name }) : t('titleNobody')}</h1>
      <p className="mt-3 mb-4 max-w-prose text-lg text-muted">{t('lead', { most: MOST_AT_ONCE })}</p>
      <Given asked={await searchParams} others={others} />
      <HeldCases agent={agent} visit={visit} others={others} cases={cases} />
    </>
  )
}
