import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { About } from '#components/assisted/about.tsx'
import { AskFor } from '#components/assisted/ask-for.tsx'
import { AssistedProblem } from '#components/assisted/problem.tsx'
import { SearchLooks } from '#components/assisted/search.tsx'
import { Sent } from '#components/assisted/sent.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { assistedPage } from '#lib/server/assisted/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = {
  readonly params: Promise<{ readonly id: string }>
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assisted')
  return { title: t('title') }
}

/** Somebody is asked for: what they look for, what matches it, and what they ask. */
export default async function AssistedPage({ params, searchParams }: Props) {
  const { id } = await params
  await staffOrLogIn(`/support/assisted/${encodeURIComponent(id)}`, SUPPORT)
  const t = await getTranslations('assisted')
  const { problem, check } = await searchParams
  const { visit, assisted, entries, problems } = await assistedPage(id)
  return (
    <div className="grid max-w-3xl gap-6">
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('for', { name: assisted.name })}</h1>
      <AssistedProblem problem={problem} />
      <About assisted={assisted} />
      {assisted.dispute === undefined ? (
        <>
          <SearchLooks visit={visit} assisted={assisted} />
          {assisted.asked.told && <AskFor visit={visit} assisted={assisted} entries={entries} wrong={check === 'yes' ? problems : []} />}
        </>
      ) : (
        <Sent assisted={assisted} />
      )}
    </div>
  )
}
