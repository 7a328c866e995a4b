import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AlertList } from '#components/alerts/alert-list.tsx'
import { Change } from '#components/alerts/change.tsx'
import { EmailSection } from '#components/alerts/email-section.tsx'
import { People } from '#components/alerts/people.tsx'
import { PushSection } from '#components/alerts/push-section.tsx'
import { AlertSection } from '#components/alerts/section.tsx'
import { Settings } from '#components/alerts/settings.tsx'
import { AlertsTold } from '#components/alerts/told.tsx'
import { Button } from '#components/ui/button.tsx'
import { KEPT_DAYS } from '#lib/alerts/limits.ts'
import { env } from '#lib/env.ts'
import { alertsPage } from '#lib/server/notifications.ts'
import { patientOrLogIn } from '#lib/server/session.ts'

type Props = { readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts')
  return { title: t('title'), robots: { index: false } }
}

export default async function AlertsPage({ searchParams }: Props) {
  await patientOrLogIn('/alerts')
  const t = await getTranslations('alerts')
  const { done, problem } = await searchParams
  const { on, email, pushKey } = await alertsPage()
  return (
    <div className="grid gap-5">
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="-mt-3 max-w-prose text-muted">{t('lead')}</p>
      <AlertsTold done={done} problem={problem} />
      {on ? <AlertList alerts={on.alerts} days={KEPT_DAYS} /> : <AlertSection title={t('off.title')}>{t('off.text')}</AlertSection>}
      <Settings choices={on?.choices} contact={on?.contact ?? 'usual'} quiet={on?.quiet} zone={env('web').TIME_ZONE} />
      {on && email && <EmailSection email={on.email} />}
      {!email && <AlertSection title={t('email.title')}>{t('email.notSetUp')}</AlertSection>}
      {on && pushKey !== undefined && <PushSection pushKey={pushKey} browsers={on.browsers} />}
      {pushKey === undefined && <AlertSection title={t('push.title')}>{t('push.notSetUp')}</AlertSection>}
      {on && <People people={on.people} />}
      {on && (
        <AlertSection title={t('stop.title')} text={t('stop.text')}>
          <Change name="off">
            <Button type="submit">{t('stop.button')}</Button>
          </Change>
        </AlertSection>
      )}
    </div>
  )
}
