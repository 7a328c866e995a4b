'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

let own: string | undefined

function ownZone(): string {
  own ??= Intl.DateTimeFormat().resolvedOptions().timeZone
  return own
}

/** Names the time zone of all times on the page, when the browser lives in another one. */
export function ZoneNote() {
  const t = useTranslations('timeline')
  const zone = useTimeZone()
  const here = useSyncExternalStore(never, ownZone, () => zone)
  if (!zone || here === zone) return null
  return <p className="mt-3 text-muted">{t('zone', { zone: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone })}</p>
}
