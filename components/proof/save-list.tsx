'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useSyncExternalStore } from 'react'
import type { Row } from '#components/timeline/row.ts'
import { useVisitTools } from '#components/timeline/visit-context.ts'
import { WarnedSave } from './warned-save.tsx'

type Props = {
  readonly rows: readonly Row[]
  readonly size: number
  readonly filtered: boolean
  /** The list is verified. Until then its place is kept, so that nothing moves when it is. */
  readonly ready: boolean
}

/** Saves the whole list with its proofs, or those of its loaded entries that are shown; and, beside it, what checks it years later. */
export function SaveList({ rows, size, filtered, ready }: Props) {
  const t = useTranslations('saveList')
  const { session, verifier } = useVisitTools()
  const subscribe = useCallback((listener: () => void) => session?.subscribe(listener) ?? (() => undefined), [session])
  const covered = useSyncExternalStore(
    subscribe,
    () => session?.report().covered ?? 0,
    () => 0,
  )
  const chosen = rows.flatMap(({ logIndex }) => logIndex ?? [])
  if (filtered && chosen.length === 0) return null
  const count = filtered ? chosen.length : size
  return (
    <WarnedSave
      key={String(filtered)}
      offer={t(filtered ? 'offerShown' : 'offer', { count })}
      warning={t(filtered ? 'warningShown' : 'warning', { count, size })}
      working={t('working', { covered: filtered ? count : covered, size: count })}
      failed={t('failed')}
      disabled={!ready}
      make={async () => session?.historyFile(filtered ? chosen : undefined)}
    >
      <p className="mt-3">
        {t.rich('check', {
          page: (text) => <a href="/verify">{text}</a>,
          file: (text) => (verifier ? <a href={`/${verifier.name}`}>{text}</a> : text),
        })}
      </p>
      {verifier && <p className="mt-1 text-sm break-all">{t('hash', { hash: verifier.sha256 })}</p>}
    </WarnedSave>
  )
}
