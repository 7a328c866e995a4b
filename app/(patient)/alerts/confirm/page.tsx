import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Change } from '#components/alerts/change.tsx'
import { Button } from '#components/ui/button.tsx'
import { patientOrLogIn } from '#lib/server/session.ts'

type Props = { readonly searchParams: Promise<{ readonly t?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts.confirm')
  return { title: t('title'), robots: { index: false } }
}

/** Opening the link changes nothing yet: mail scanners open links too. */
export default async function ConfirmPage({ searchParams }: Props) {
  const given = (await searchParams).t
  const token = typeof given === 'string' ? given : ''
  await patientOrLogIn(`/alerts/confirm?${new URLSearchParams({ t: token })}`)
  const t = await getTranslations('alerts.confirm')
  return (
    <>
      <h1 className="text-3xl">{t('title')}</h1>
      <p className="mt-3 text-lg text-muted">{t('text')}</p>
      <Change name="confirm" fields={{ t: token }} className="mt-6">
        <Button type="submit" look="primary">
          {t('button')}
        </Button>
      </Change>
    </>
  )
}
