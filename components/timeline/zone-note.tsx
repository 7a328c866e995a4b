'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Names the time zone of all times on the page, when the browser lives in another one. */
export function ZoneNote() {
  const t = useTranslations('timeline')
  const zone = useTimeZone()
  const own = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => zone,
  )
  if (!zone || own === zone) return null
  return <p className="mt-3 text-muted">{t('zone', { zone: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone })}</p>
}
