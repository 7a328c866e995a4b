'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { isShown, type Row } from '#components/timeline/row.ts'
import { Sentence } from '#components/timeline/sentence.tsx'
import type { EntryProof, HistorySession } from '#lib/verify/types.ts'
import { DrawnProof } from './drawn-proof.tsx'
import { FoundStamp } from './found-stamp.tsx'
import { ProofInWords } from './proof-in-words.tsx'
import { SaveProof } from './save-proof.tsx'
import { useTimeStamp } from './use-time-stamp.ts'

type Props = {
  readonly row: Row & { readonly logIndex: number }
  readonly session: HistorySession
}

/** The proof of an entry, drawn, for somebody who is looking: its time stamp is checked then and not before. */
export function EntryProofView({ row, session }: Props) {
  const t = useTranslations('proof')
  const [proof, setProof] = useState<EntryProof>()
  const { checked } = useTimeStamp(session, row.logIndex, 'check')
  const stamp = typeof checked === 'object' && checked.verdict === 'verified' && checked.says === 'existed-before' ? checked : undefined
  useEffect(() => {
    let wanted = true
    void session.proofOf(row.logIndex).then(
      (found) => wanted && setProof(found),
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [session, row.logIndex])
  return (
    <section className="mt-10">
      <h3 className="mb-2 text-lg">{t('ofEntry')}</h3>
      <p className="mb-5 rounded-xl border border-line bg-surface p-4">
        <Sentence row={row} />{' '}
        {isShown(row) && (
          <span className="text-muted">
            <DayAndClock at={row.event.accessedAt} />
          </span>
        )}
      </p>
      {proof && (
        <>
          <p className="mb-5">{t('explanation')}</p>
          <DrawnProof proof={proof} stamp={stamp} />
          <div className="mt-4 min-h-8" role="status" aria-label={t('timeStamp')}>
            {checked && <FoundStamp checked={checked} />}
          </div>
          <ProofInWords proof={proof} stamp={stamp} />
        </>
      )}
      {isShown(row) && (
        <div className="mt-4">
          <SaveProof logIndex={row.logIndex} />
        </div>
      )}
    </section>
  )
}
