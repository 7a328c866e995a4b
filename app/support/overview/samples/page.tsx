import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SampleTold } from '#components/overview/sample-told.tsx'
import { Samples } from '#components/overview/samples.tsx'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { MOST_DRAWN } from '#lib/server/disputes/samples.ts'
import { samples } from '#lib/server/disputes/supervisor-pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('overview.samples')
  return { title: t('title') }
}

export default async function SamplesPage({ searchParams }: Props) {
  const { visit } = await staffOrLogIn('/support/overview/samples', SUPERVISOR)
  const t = await getTranslations('overview.samples')
  const drawn = await samples()
  return (
    <>
      <a href="/support/overview" className="inline-flex min-h-11 items-center">
        {t('back')}
      </a>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-3 max-w-prose text-lg text-muted">{t('lead')}</p>
      <SampleTold asked={await searchParams} most={MOST_DRAWN} />
      <Samples visit={visit} {...drawn} most={MOST_DRAWN} />
    </>
  )
}
