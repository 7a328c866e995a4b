'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useId, useState, useSyncExternalStore } from 'react'
import type { Row } from '#components/timeline/row.ts'
import { useVisitTools } from '#components/timeline/visit-context.ts'
import { Button } from '#components/ui/button.tsx'
import { save } from '#components/ui/save.ts'
import { WarnedBox } from '#components/ui/warned-box.tsx'
import { FormatChoice } from './format-choice.tsx'
import { type Format, makeFile, verifiedRows } from './make-file.ts'
import { useWords } from './use-words.ts'
import { VerifierNote } from './verifier-note.tsx'

type Props = {
  readonly rows: readonly Row[]
  readonly size: number
  readonly filtered: boolean
  /** The list is verified. Until then the place of this is kept, so that nothing moves when it is. */
  readonly ready: boolean
  readonly operator: string
  readonly identifier: { readonly system: string; readonly value: string }
  readonly onPrint: (rows: readonly Row[]) => void
}
type State = 'closed' | 'choosing' | 'working' | 'failed' | 'saved'

/** The whole list, or what of it is shown, as a file of one of four kinds or on paper; what it is good for, and that it is health data. */
export function TakeAlong({ rows, size, filtered, ready, operator, identifier, onPrint }: Props) {
  const t = useTranslations('export')
  const words = useWords()
  const { session } = useVisitTools()
  const [state, setState] = useState<State>('closed')
  const [format, setFormat] = useState<Format>('pdf')
  const id = useId()
  const subscribe = useCallback((listener: () => void) => session?.subscribe(listener) ?? (() => undefined), [session])
  const covered = useSyncExternalStore(
    subscribe,
    () => session?.report().covered ?? 0,
    () => 0,
  )
  const chosen = filtered ? rows.flatMap(({ logIndex }) => logIndex ?? []) : undefined
  if (chosen?.length === 0) return null
  const count = chosen?.length ?? size
  const offer = t(filtered ? 'openShown' : 'open', { count })
  if (state === 'closed' || !session)
    return (
      <Button look="quiet" disabled={!ready || !session} onClick={() => setState('choosing')}>
        {offer}
      </Button>
    )

  const work = async (make: () => Promise<boolean>) => {
    setState('working')
    const done = await make().catch((error: unknown) => {
      console.error(error)
      return false
    })
    setState(done ? 'saved' : 'failed')
  }
  const saveFile = async () => {
    const about = { operator, identifier, verifyUrl: `${location.origin}/verify`, now: Date.now() }
    const file = await makeFile(format, { session, chosen }, about, words)
    if (file) save(file)
    return file !== undefined
  }
  const printAll = async () => {
    const found = await verifiedRows({ session, chosen })
    if (found) onPrint(found)
    return found !== undefined
  }
  const says = {
    choosing: t(filtered ? 'warningShown' : 'warning', { count, size }),
    working: t('working', { covered: filtered ? count : covered, size: count }),
    failed: t('failed'),
    saved: t('saved'),
  }
  const busy = state === 'working'
  return (
    <WarnedBox label={offer}>
      <p role="status">{says[state]}</p>
      {state !== 'saved' && <FormatChoice name={id} format={format} disabled={busy} onChange={setFormat} />}
      {state === 'saved' && <VerifierNote />}
      <div className="mt-3 flex flex-wrap gap-3">
        {state !== 'saved' && (
          <>
            <Button look="primary" disabled={busy} onClick={() => void work(saveFile)}>
              {t('save')}
            </Button>
            <Button disabled={busy} onClick={() => void work(printAll)}>
              {t('print')}
            </Button>
          </>
        )}
        <Button onClick={() => setState('closed')}>{t(state === 'saved' ? 'close' : 'cancel')}</Button>
      </div>
    </WarnedBox>
  )
}
