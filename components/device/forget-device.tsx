'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { save } from '#components/ui/save.ts'
import { Told } from '#components/ui/told.tsx'
import { forgetAll, type Remembered, remembered } from './keeping.ts'

/** What this browser remembers, and the one button that ends it. The form works without scripts: the answer tells the browser to forget. */
export function ForgetDevice({ forgotten }: { readonly forgotten: boolean }) {
  const t = useTranslations('forgetDevice')
  const [found, setFound] = useState<Remembered | 'unknown'>()
  const [state, setState] = useState<'idle' | 'working' | 'failed'>('idle')
  useEffect(() => void remembered().then((kept) => setFound(kept ?? 'unknown')), [])

  const forget = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    setState('working')
    if (await forgetAll()) form.submit()
    else setState('failed')
  }

  return (
    <>
      {forgotten && (
        <Told role="status" className="mt-6">
          {t('forgotten')}
        </Told>
      )}
      <section aria-labelledby="remembered" className="mt-8 grid min-h-28 content-start gap-3">
        <h2 id="remembered" className="text-2xl tracking-tight">
          {t('remembered.title')}
        </h2>
        <p className="hidden text-muted noscript:block">{t('remembered.noScript')}</p>
        {found === 'unknown' && <p>{t('remembered.unknown')}</p>}
        {found && found !== 'unknown' && <p>{t('remembered.lists', { lists: found.lists })}</p>}
        {found && found !== 'unknown' && found.evidence.length > 0 && (
          <div className="rounded-xl border border-bad p-4">
            <p className="font-semibold text-bad">{t('remembered.evidence', { count: found.evidence.length })}</p>
            <div className="mt-3 flex flex-wrap gap-3">
              {found.evidence.map(({ at, code, file }) => (
                <Button key={`${at} ${code}`} onClick={() => save(file)}>
                  {t('remembered.save')}
                </Button>
              ))}
            </div>
          </div>
        )}
      </section>
      <section aria-labelledby="loses" className="mt-8 grid gap-3">
        <h2 id="loses" className="text-2xl tracking-tight">
          {t('loses.title')}
        </h2>
        <p>{t('loses.text')}</p>
        <p>{t('loses.session')}</p>
        <form method="post" action="/api/forget-device" onSubmit={forget} className="mt-3">
          <Button type="submit" look="primary" disabled={state === 'working'}>
            {t(state === 'working' ? 'working' : 'forget')}
          </Button>
        </form>
        <p role="status" className="font-semibold text-bad">
          {state === 'failed' && t('failed')}
        </p>
      </section>
    </>
  )
}
