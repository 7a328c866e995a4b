'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { type Sent, sendEvidence } from '#lib/verify/send-evidence.ts'

type Props = { readonly url: string; readonly evidence: () => Promise<string | undefined> }

/** Reports that the log contradicts itself, after saying what is sent and to whom. Nothing is sent without being asked. */
export function ReportEvidence({ url, evidence }: Props) {
  const t = useTranslations('reportEvidence')
  const [state, setState] = useState<'closed' | 'asking' | 'sending' | Sent>('closed')
  const { host } = new URL(url)
  const send = async () => {
    setState('sending')
    const text = await evidence()
    setState(text === undefined ? 'unreachable' : await sendEvidence(url, text).catch(() => 'refused' as const))
  }
  if (state === 'closed') return <Button onClick={() => setState('asking')}>{t('offer')}</Button>
  const ended = state === 'received' || state === 'refused'
  return (
    <fieldset aria-label={t('offer')} className="w-full min-w-0 rounded-xl border border-line bg-raised p-4">
      <p role="status">{t(state, { host })}</p>
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
