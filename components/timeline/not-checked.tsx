'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useOnline } from '#components/ui/use-online.ts'
import { PromiseBox } from './promise.tsx'
import type { Visit } from './use-visit.ts'

const REASONS: { readonly [code: string]: 'stale' | 'quorum' | undefined } = { stale: 'stale', 'quorum-not-met': 'quorum' }

type Props = { readonly verdict: 'waiting' | 'unchecked'; readonly visit: Visit }

/** Waiting, and could not check: neither looks like failed, and neither looks like fine. */
export function NotChecked({ verdict, visit: { report, again, isLoading } }: Props) {
  const t = useTranslations('notChecked')
  const words = useTranslations('verdict')
  const online = useOnline()
  const wasOffline = useRef(false)
  useEffect(() => {
    if (online && wasOffline.current) again()
    wasOffline.current = !online
  }, [online, again])
  const why = REASONS[report?.code ?? ''] ?? (online ? 'unreachable' : 'offline')
  const tone = verdict === 'waiting' ? { ink: 'text-wait', tint: 'bg-wait-tint' } : { ink: 'text-grey', tint: 'bg-grey-tint' }
  return (
    <PromiseBox icon={why === 'offline' ? 'offline' : verdict === 'waiting' ? 'clock' : 'question'} {...tone}>
      <p className="font-semibold sm:text-lg">{words(verdict)}</p>
      <p>{t(why)}</p>
      <Button className="mt-3" onClick={again} disabled={isLoading}>
        {t('again')}
      </Button>
    </PromiseBox>
  )
}
