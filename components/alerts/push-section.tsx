'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { addThisBrowser } from '#lib/queries.ts'
import { Change } from './change.tsx'
import { useVisitOfPage } from './of-visit.tsx'
import { AlertSection } from './section.tsx'

type Props = { readonly pushKey: string; readonly browsers: number }

export function PushSection({ pushKey, browsers }: Props) {
  const t = useTranslations('alerts.push')
  const hydrated = useHydrated()
  const supported = !hydrated || ('serviceWorker' in navigator && 'PushManager' in window)
  const { mutate, isPending, data } = useMutation({
    ...addThisBrowser(pushKey, useVisitOfPage()),
    onSuccess: (result) => result === 'added' && location.assign('/alerts?done=browser'),
  })
  return (
    <AlertSection title={t('title')} text={t('text')}>
      <p>{t('count', { count: browsers })}</p>
      <p className="mt-2 hidden noscript:block">{t('noScript')}</p>
      {!supported && <p className="mt-2">{t('unsupported')}</p>}
      <p role="status" className="font-semibold text-warn">
        {(data === 'denied' || data === 'failed') && t(data)}
      </p>
      <div className="mt-3 flex flex-wrap gap-3">
        {supported && (
          <Button disabled={!hydrated || isPending} onClick={() => mutate()} className="noscript:hidden">
            {t('on')}
          </Button>
        )}
        {browsers > 0 && (
          <Change name="remove-browsers">
            <Button type="submit">{t('remove')}</Button>
          </Change>
        )}
      </div>
    </AlertSection>
  )
}
