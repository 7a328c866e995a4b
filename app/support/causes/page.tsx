import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Heaps } from '#components/causes/heaps.tsx'
import { CauseList } from '#components/causes/list.tsx'
import { NewCause } from '#components/causes/new-cause.tsx'
import { Told } from '#components/ui/told.tsx'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { causesPage } from '#lib/server/causes/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('causes')
  return { title: t('title') }
}

export default async function CausesPage({ searchParams }: Props) {
  await staffOrLogIn('/support/causes', SUPPORT)
  const t = await getTranslations('causes')
  const { problem, organisation, automatic } = await searchParams
  const { visit, causes, heaps } = await causesPage()
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 mb-4 max-w-[66ch] text-lg text-muted">{t('lead')}</p>
      {problem !== undefined && <Told role="alert">{t('problem.missing')}</Told>}
      <CauseList causes={causes} />
      <Heaps heaps={heaps} />
      <NewCause visit={visit} organisation={text(organisation)} automatic={text(automatic)} />
    </>
  )
}

const text = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)
