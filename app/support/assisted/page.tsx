import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CallBack } from '#components/assisted/call-back.tsx'
import { OpenAssisted } from '#components/assisted/open.tsx'
import { AssistedProblem } from '#components/assisted/problem.tsx'
import { WhoItIs } from '#components/assisted/who-it-is.tsx'
import { WAYS } from '#lib/dispute/assisted.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { startPage } from '#lib/server/assisted/pages.ts'
import { staffOrLogIn } from '#lib/server/staff.ts'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('assisted')
  return { title: t('title') }
}

/** Where asking for somebody who cannot log in begins, and where it goes on when that person calls. */
export default async function AssistedStartPage({ searchParams }: Props) {
  await staffOrLogIn('/support/assisted', SUPPORT)
  const t = await getTranslations('assisted')
  const { way, problem } = await searchParams
  const { visit, open, pattern } = await startPage()
  return (
    <div className="grid max-w-3xl gap-6">
      <div>
        <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
        <p className="mt-3 max-w-prose text-lg text-muted">{t('lead')}</p>
      </div>
      <AssistedProblem problem={problem} />
      <OpenAssisted open={open} />
      <WhoItIs visit={visit} way={WAYS.find((one) => one === way)} pattern={pattern} />
      <CallBack visit={visit} />
    </div>
  )
}
