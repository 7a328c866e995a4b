import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/ui/button.tsx'
import { Told } from '#components/ui/told.tsx'

const ERRORS = {
  cancelled: 'cancelled',
  'not-a-person': 'notAPerson',
  'assurance-too-low': 'assuranceTooLow',
} as const

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('logIn')
  return { title: t('title') }
}

export default async function LogInPage({ searchParams }: Props) {
  const t = await getTranslations('logIn')
  const { to, error } = await searchParams
  const wayBack = new URLSearchParams({ to: typeof to === 'string' ? to : '/history' })
  const known = Object.entries(ERRORS).find(([code]) => code === error)?.[1] ?? 'failed'
  return (
    <div className="mx-auto max-w-xl py-6 sm:py-14">
      <h1 className="text-3xl">{t('title')}</h1>
      {error !== undefined && (
        <Told role="alert" className="mt-4">
          {t(`error.${known}`)}
        </Told>
      )}
      <p className="mt-3 text-lg text-muted">{t('lead')}</p>
      <ButtonLink look="primary" href={`/api/login?${wayBack}`} className="mt-6 px-6 text-lg">
        {t('button')}
      </ButtonLink>
    </div>
  )
}
