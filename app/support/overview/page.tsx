import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OverviewParts } from '#components/overview/overview.tsx'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { overview } from '#lib/server/disputes/supervisor-pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

export default async function OverviewPage({ searchParams }: Props) {
  await staffOrLogIn('/support/overview', SUPERVISOR)
  const t = await getTranslations('overview')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-3 mb-6 text-lg text-muted">{t('lead')}</p>
      <OverviewParts overview={await overview(await searchParams)} />
    </>
  )
}
