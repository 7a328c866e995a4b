import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/ui/button.tsx'
import { Told } from '#components/ui/told.tsx'

const ERRORS = {
  ended: 'support.logIn.ended',
  cancelled: 'logIn.error.cancelled',
  'not-staff': 'logIn.error.notStaff',
  'assurance-too-low': 'logIn.error.assuranceTooLow',
  'log-in-too-old': 'logIn.error.logInTooOld',
} as const

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('support.logIn')
  return { title: t('title') }
}

export default async function StaffLogInPage({ searchParams }: Props) {
  const t = await getTranslations()
  const { to, error } = await searchParams
  const wayBack = new URLSearchParams({ to: typeof to === 'string' ? to : '/support' })
  const known = Object.entries(ERRORS).find(([code]) => code === error)?.[1] ?? 'logIn.error.failed'
  return (
    <div className="mx-auto max-w-xl py-6 sm:py-14">
      <h1 className="text-3xl">{t('support.logIn.title')}</h1>
      {error !== undefined && (
        <Told role="alert" className="mt-4">
          {t(known)}
        </Told>
      )}
      <p className="mt-3 text-lg text-muted">{t('support.logIn.lead')}</p>
      <p className="mt-6">{t('support.logIn.needed')}</p>
      <ul className="mt-1 list-disc pl-6">
        <li>{t('support.logIn.strong')}</li>
        <li>{t('support.logIn.registered')}</li>
      </ul>
      <p className="mt-4">{t('support.logIn.told')}</p>
      <ButtonLink look="primary" href={`/api/support/login?${wayBack}`} className="mt-6 px-6 text-lg">
        {t('support.logIn.button')}
      </ButtonLink>
      <p className="mt-10 border-t border-line pt-6 text-muted">
        {t.rich('support.logIn.patient', { a: (text) => <a href="/login">{text}</a> })}
      </p>
    </div>
  )
}
