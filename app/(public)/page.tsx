import { getTranslations } from 'next-intl/server'
import { Claims } from '#components/front/claims.tsx'
import { Specimen } from '#components/front/specimen.tsx'
import { Steps } from '#components/front/steps.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { env } from '#lib/env.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { TRUST } from '#lib/verify/trust.ts'

export default async function StartPage() {
  const t = await getTranslations('start')
  const operator = env('web').OPERATOR_NAME
  return (
    <>
      <div className="grid items-center gap-x-14 gap-y-10 py-2 sm:py-8 lg:grid-cols-[minmax(0,1fr)_25rem]">
        <div>
          <h1 className="text-4xl tracking-tight sm:text-5xl">{t('title')}</h1>
          <p className="mt-4 text-lg text-muted sm:text-xl">{t('lead')}</p>
          <ButtonLink look="primary" href="/login?to=%2Fhistory" className="mt-7 px-6 text-lg">
            {t('logIn')}
          </ButtonLink>
        </div>
        <Specimen />
      </div>
      <Steps operator={operator} />
      <Claims operator={operator} witnessed={parseTrust(TRUST).keys.quorum !== 'none'} />
      <p className="mt-10 text-lg">
        {t.rich('watch', { transparency: (text) => <a href="/transparency">{text}</a>, status: (text) => <a href="/status">{text}</a> })}
      </p>
    </>
  )
}
