'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { HowChecked } from '#components/proof/how-checked.tsx'
import { Button } from '#components/ui/button.tsx'
import type { LookFilter } from '#lib/event/look-filter.ts'
import { isPortalLook } from '#lib/event/portal.ts'
import type { SessionOptions } from '#lib/verify/types.ts'
import { Empty } from './empty.tsx'
import { isActive } from './filter.ts'
import { Looks } from './looks.tsx'
import { Mismatch } from './mismatch.tsx'
import { OpenedHere } from './opened-here.tsx'
import { areAllOwn } from './own-looks.ts'
import { QuietPromise } from './promise.tsx'
import { entryRow, pendingRow, type UncheckedEntry, type UncheckedPending } from './row.ts'
import { useFilter } from './use-filter.ts'
import { useOwnLooks } from './use-own-looks.ts'
import { useVisit } from './use-visit.ts'
import { VisitContext, type VisitTools } from './visit-context.ts'
import { ZoneNote } from './zone-note.tsx'

export type FirstSight = {
  readonly size: number
  readonly entries: readonly UncheckedEntry[]
  readonly pending: readonly UncheckedPending[]
  /** How many others wait that cannot be read. */
  readonly unreadable: number
  /** The history indexes that the server looked through, from … to−1. */
  readonly from: number
  readonly to: number
}

type Props = {
  readonly options: SessionOptions
  readonly operator: string
  readonly contact: string
  readonly first: FirstSight
  /** The address of the page. */
  readonly path: string
  /** What the address asked of the server. */
  readonly chosen: LookFilter
  readonly verifier?: VisitTools['verifier']
  /** To whom evidence of a contradiction may be reported. */
  readonly evidenceUrls: readonly string[]
  /** Which record systems report here; it stands below the promise, because it says what the promise cannot. */
  readonly sources: ReactNode
  /** What a first visit needs to know: below what the browser found, which comes first. */
  readonly intro?: ReactNode
}

/** What the server rendered, until the worker has its own answer and has checked it. */
export function Timeline({ options, operator, contact, first, path, chosen: asked, verifier, evidenceUrls, intro, sources }: Props) {
  const t = useTranslations('timeline')
  const visit = useVisit(options)
  const [filter, setFilter] = useFilter(asked)
  const [proofOf, setProofOf] = useState<number>()
  const [isOpen, setIsOpen] = useState(false)
  const sheet = useRef<HTMLDialogElement>(null)
  const { session, report } = visit

  const verdict = report && report.verdict !== 'checking' ? report.verdict : 'unverified'
  const seen = visit.rows !== undefined && (visit.rows.length > 0 || verdict === 'verified')
  // Before there is a verdict the same entries would only be rendered twice.
  const judged = seen && verdict !== 'unverified'
  const rows = useMemo(
    () => (judged ? (visit.rows ?? []) : first.entries.map((entry) => entryRow(entry, verdict === 'verified' ? 'unverified' : verdict))),
    [judged, visit.rows, first.entries, verdict],
  )
  const pending = useMemo(() => (judged ? visit.pending : first.pending.map(pendingRow)), [judged, visit.pending, first.pending])
  const unreadable = judged ? visit.unreadable : first.unreadable
  const everything = useMemo(() => [...pending, ...rows], [pending, rows])
  const own = useOwnLooks(everything, filter.show === 'you')
  const [opened, waiting] = [pending.filter(({ event }) => isPortalLook(event)), pending.filter(({ event }) => !isPortalLook(event))]
  const proven = report?.verdict === 'verified' && report.complete
  const size = report?.checkpoint ? report.size : first.size
  const onlyOwn = waiting.length + unreadable === 0 && (size === 0 || (proven && rows.length === size && areAllOwn(rows)))
  const partly = seen && isActive(filter) && visit.hasEarlier
  const loadAll = useEffectEvent(visit.loadAll)
  useEffect(() => {
    if (partly) loadAll()
  }, [partly])
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
      {/* The place of the promise is kept from the first moment, so that the list does not jump when it comes. */}
      {report?.verdict === 'mismatch' ? (
        <Mismatch visit={visit} operator={operator} contact={contact} evidenceUrls={evidenceUrls} />
      ) : (
        <section
          role="status"
          aria-label={t('check')}
          className="min-h-[20.5rem] rounded-2xl border border-line bg-surface p-4 min-[22rem]:min-h-[18.25rem] min-[25rem]:min-h-[14rem] min-[30rem]:min-h-[12.75rem] sm:p-5 lg:min-h-[9.5rem] xl:min-h-[7.75rem]"
        >
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
      {intro}
      {sources}
      <ZoneNote />
      <OpenedHere rows={own.visible(opened)} />
      {onlyOwn && <Empty report={report} operator={operator} own={rows.length} />}
      <Looks
        visit={visit}
        rows={rows}
        waiting={waiting}
        unreadable={unreadable}
        everything={everything}
        own={own}
        filter={filter}
        onChange={setFilter}
        size={size}
        first={first}
        path={path}
        asked={asked}
        operator={operator}
        identifier={options.identifier}
      />
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
