'use client'

import { useTranslations } from 'next-intl'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Activity } from '#components/charts/activity.tsx'
import { Printout } from '#components/export/printout.tsx'
import { TakeAlong } from '#components/export/take-along.tsx'
import { HowChecked } from '#components/proof/how-checked.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SessionOptions } from '#lib/verify/types.ts'
import { Empty } from './empty.tsx'
import { type Filter, matches } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { LookList } from './look-list.tsx'
import { Mismatch } from './mismatch.tsx'
import { Pending } from './pending.tsx'
import { QuietPromise } from './promise.tsx'
import { entryRow, pendingRow, type Row, type UncheckedEntry, type UncheckedPending } from './row.ts'
import { useVisit } from './use-visit.ts'
import { VisitContext, type VisitTools } from './visit-context.ts'
import { ZoneNote } from './zone-note.tsx'

export type FirstSight = {
  readonly size: number
  readonly entries: readonly UncheckedEntry[]
  readonly pending: readonly UncheckedPending[]
}

type Props = {
  readonly options: Omit<SessionOptions, 'trust'>
  readonly operator: string
  readonly contact: string
  readonly first: FirstSight
  readonly verifier?: VisitTools['verifier']
  /** Where evidence of a contradiction may be reported. */
  readonly evidenceUrl?: string | undefined
}

/** What the server rendered, until the worker has its own answer and has checked it. */
export function Timeline({ options, operator, contact, first, verifier, evidenceUrl }: Props) {
  const t = useTranslations('timeline')
  const visit = useVisit(options)
  const [filter, setFilter] = useState<Filter>('all')
  const [proofOf, setProofOf] = useState<number>()
  const [isOpen, setIsOpen] = useState(false)
  const [paper, setPaper] = useState<readonly Row[]>()
  const sheet = useRef<HTMLDialogElement>(null)
  const { session, report } = visit

  const seen = visit.rows !== undefined && (visit.rows.length > 0 || report?.verdict === 'verified')
  const rows = useMemo(() => {
    const mark = report && report.verdict !== 'checking' ? report.verdict : 'unverified'
    return seen ? (visit.rows ?? []) : first.entries.map((entry) => entryRow(entry, mark === 'verified' ? 'unverified' : mark))
  }, [seen, visit.rows, first.entries, report])
  const pending = seen ? visit.pending : first.pending.map(pendingRow)
  const chosen = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter])
  const shown = useDeferredValue(chosen)
  const size = report?.checkpoint ? report.size : first.size

  const printRows = (all: readonly Row[]) => {
    flushSync(() => setPaper(all))
    addEventListener('afterprint', () => setPaper(undefined), { once: true })
    print()
  }

  const tools = useMemo(() => {
    const showProof = (logIndex?: number) => {
      setProofOf(logIndex)
      setIsOpen(true)
      sheet.current?.showModal()
    }
    return { session, showProof, verifier }
  }, [session, verifier])

  return (
    <VisitContext value={tools}>
      {report?.verdict === 'mismatch' ? (
        <Mismatch visit={visit} operator={operator} contact={contact} evidenceUrl={evidenceUrl} />
      ) : (
        <section role="status" aria-label={t('check')} className="rounded-2xl border border-line bg-surface p-4 sm:p-5">
          <QuietPromise
            visit={visit}
            operator={operator}
            actions={
              <Button look="quiet" onClick={() => tools.showProof()}>
                {t('howChecked')}
              </Button>
            }
          />
        </section>
      )}
      <ZoneNote />
      {size === 0 && pending.length === 0 && <Empty report={report} operator={operator} />}
      <div className="mt-6 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
        {rows.length > 0 && (
          <div className="grid content-start gap-5 lg:sticky lg:top-6 lg:order-2 lg:-m-1 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:overflow-y-auto lg:p-1">
            <FilterBar rows={rows} size={size} filter={filter} onChange={setFilter} />
            {report?.verdict === 'verified' && (
              <TakeAlong
                rows={shown}
                size={size}
                filtered={filter !== 'all'}
                operator={operator}
                identifier={options.identifier}
                onPrint={printRows}
              />
            )}
            <Activity rows={rows} size={size} />
          </div>
        )}
        <div className="lg:order-1 lg:row-start-1">
          <Pending rows={pending} />
          <LookList rows={shown} size={size} visit={visit} filtered={filter !== 'all'} />
        </div>
      </div>
      {report && rows.length > 0 && <Printout rows={paper ?? chosen} report={report} operator={operator} identifier={options.identifier} />}
      {report && (
        <HowChecked
          ref={sheet}
          visit={visit}
          report={report}
          operator={operator}
          logIndex={proofOf}
          open={isOpen}
          onClose={() => setIsOpen(false)}
        />
      )}
    </VisitContext>
  )
}
