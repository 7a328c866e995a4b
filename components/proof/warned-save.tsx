'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { save } from '#components/ui/save.ts'
import { WarnedBox } from '#components/ui/warned-box.tsx'
import type { SavedFile } from '#lib/verify/types.ts'

type Props = {
  readonly offer: string
  readonly warning: string
  readonly failed: string
  readonly working?: string
  readonly disabled?: boolean
  readonly make: () => Promise<SavedFile | undefined>
  /** What else belongs to the file, below the warning. */
  readonly children?: ReactNode
}

/** Saves a file that holds health data, after saying so. */
export function WarnedSave({ offer, warning, failed, working, disabled, make, children }: Props) {
  const t = useTranslations('saveProof')
  const [state, setState] = useState<'closed' | 'warning' | 'working' | 'failed' | 'saved'>('closed')
  const confirm = async () => {
    setState('working')
    const file = await make().catch(() => undefined)
    if (file) save(file)
    setState(file ? (children ? 'saved' : 'closed') : 'failed')
  }
  if (state === 'closed') {
    return (
      <Button look="quiet" disabled={disabled} onClick={() => setState('warning')} className="noscript:hidden">
        {offer}
      </Button>
    )
  }
  const says = { warning, failed, working: working ?? t('working'), saved: t('saved') }
  return (
    <WarnedBox label={offer}>
      <p role="status">{says[state]}</p>
      {children}
      <div className="mt-3 flex flex-wrap gap-3">
        {state !== 'saved' && (
          <Button look="primary" busy={state === 'working'} onClick={confirm}>
            {t('save')}
          </Button>
        )}
        <Button onClick={() => setState('closed')}>{t(state === 'saved' ? 'close' : 'cancel')}</Button>
      </div>
    </WarnedBox>
  )
}
