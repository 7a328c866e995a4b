'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Sent, sendEvidence } from '#lib/verify/send-evidence.ts'

type Props = {
  /** To whom, in the order in which they are told: whoever is independent first. */
  readonly urls: readonly string[]
  readonly evidence: () => Promise<string | undefined>
}
type Told = Sent & { readonly url: string }

/** Reports that the log contradicts itself, after saying what is sent and to whom. Nothing is sent without being asked. */
export function ReportEvidence({ urls, evidence }: Props) {
  const t = useTranslations('reportEvidence')
  const [state, setState] = useState<'closed' | 'asking' | 'sending' | readonly Told[]>('closed')
  const host = urls.map(hostOf).join(', ')
  const send = async () => {
    setState('sending')
    const text = await evidence()
    const told = urls.map(async (url): Promise<Told> => {
      if (text === undefined) return { url, state: 'unreachable' }
      return { url, ...(await sendEvidence(url, text).catch(() => ({ state: 'refused' }) as const)) }
    })
    setState(await Promise.all(told))
  }
  if (state === 'closed') return <Button onClick={() => setState('asking')}>{t('offer')}</Button>
  const answers = typeof state === 'object' ? state : []
  const ended = answers.length > 0 && answers.every((answer) => answer.state !== 'unreachable')
  return (
    <fieldset aria-label={t('offer')} className="w-full min-w-0 rounded-xl border border-line bg-raised p-4">
      <div role="status" className="grid gap-2">
        {typeof state === 'string' && <p>{t(state, { host })}</p>}
        {answers.map(({ url, state: what, reference }) => (
          <p key={url} className="break-words">
            {reference === undefined ? t(what, { host: hostOf(url) }) : t('handled', { host: hostOf(url), reference })}
          </p>
        ))}
      </div>
      {!ended && (
        <div className="mt-3 flex flex-wrap gap-3">
          <Button look="primary" busy={state === 'sending'} onClick={send}>
            {t('send')}
          </Button>
          <Button onClick={() => setState('closed')}>{t('cancel')}</Button>
        </div>
      )}
    </fieldset>
  )
}

const hostOf = (url: string) => new URL(url).host
