'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Activity } from '#components/charts/activity.tsx'
import { Printout } from '#components/export/printout.tsx'
import { TakeAlong } from '#components/export/take-along.tsx'
import { HowChecked } from '#components/proof/how-checked.tsx'
import { Button } from '#components/ui/button.tsx'
import type { LookFilter } from '#lib/event/look-filter.ts'
import { isPortalLook } from '#lib/event/portal.ts'
import type { SessionOptions } from '#lib/verify/types.ts'
import { Chips } from './chips.tsx'
import { ChooseLink } from './choose-link.tsx'
import { Empty } from './empty.tsx'
import { isActive } from './filter.ts'
import { FilterPanel } from './filter-panel.tsx'
import { FoundNote } from './found-note.tsx'
import { LookList } from './look-list.tsx'
import { Mismatch } from './mismatch.tsx'
import { OpenedHere } from './opened-here.tsx'
import { areAllOwn } from './own-looks.ts'
import { OwnLooksSwitch } from './own-looks-switch.tsx'
import { Pending } from './pending.tsx'
import { QuietPromise } from './promise.tsx'
import { RelatedContext } from './reading-context.tsx'
import { relate } from './related.ts'
import { entryRow, pendingRow, type Row, type UncheckedEntry, type UncheckedPending } from './row.ts'
import { ServerPart } from './server-part.tsx'
import { useFilter } from './use-filter.ts'
import { useFound } from './use-found.ts'
import { useOwnLooks } from './use-own-looks.ts'
import { useVisit } from './use-visit.ts'
import { VisitContext, type VisitTools } from './visit-context.ts'
import { ZoneNote } from './zone-note.tsx'

export type FirstSight = {
  readonly size: number
  readonly entries: readonly UncheckedEntry[]
  readonly pending: readonly UncheckedPending[]
  /** The history indexes that the server looked through, from … to−1. */
  readonly from: number
  readonly to: number
}

type Props = {
  readonly options: Omit<SessionOptions, 'trust'>
  readonly operator: string
  readonly contact: string
  readonly first: FirstSight
  /** The address of the page. */
  readonly path: string
  /** What the address asked of the server. */
  readonly chosen: LookFilter
  readonly verifier?: VisitTools['verifier']
  /** Where evidence of a contradiction may be reported. */
  readonly evidenceUrl?: string | undefined
  /** Which record systems report here; it stands below the promise, because it says what the promise cannot. */
  readonly sources: ReactNode
  /** The address of the page to choose entries on, to ask about them. */
  readonly choose: string
  /** What a first visit needs to know: below what the browser found, which comes first. */
  readonly intro?: ReactNode
}

/** What the server rendered, until the worker has its own answer and has checked it. */
export function Timeline({ options, operator, contact, first, path, chosen: asked, verifier, evidenceUrl, choose, intro, sources }: Props) {
  const t = useTranslations('timeline')
  const visit = useVisit(options)
  const [filter, setFilter] = useFilter(asked)
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
  const everything = useMemo(() => [...pending, ...rows], [pending, rows])
  const own = useOwnLooks(everything, filter.show === 'you')
  const [opened, waiting] = [pending.filter(({ event }) => isPortalLook(event)), pending.filter(({ event }) => !isPortalLook(event))]
  const proven = report?.verdict === 'verified' && report.complete
  const size = report?.checkpoint ? report.size : first.size
  const { found, chosen } = useFound(rows, filter, own.isHidden)
  const shown = found.rows
  const onlyOwn = waiting.length === 0 && (size === 0 || (proven && rows.length === size && areAllOwn(rows)))
  const related = useMemo(() => relate(rows), [rows])
  const filtered = isActive(filter)
  const partly = seen && filtered && visit.hasEarlier
  const loadAll = useEffectEvent(visit.loadAll)
  useEffect(() => {
    if (partly) loadAll()
  }, [partly])
  const list = useRef<HTMLDivElement>(null)
  const clear = useCallback(() => setFilter({}), [setFilter])
  const use = () => {
    list.current?.focus({ preventScroll: true })
    list.current?.scrollIntoView({ block: 'start' })
  }

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
      {/* The place of the promise is kept from the first moment, so that the list does not jump when it comes. */}
      {report?.verdict === 'mismatch' ? (
        <Mismatch visit={visit} operator={operator} contact={contact} evidenceUrl={evidenceUrl} />
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
      <div className="mt-6 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        {(rows.length > 0 || filtered) && (
          <div className="grid content-start gap-5 lg:sticky lg:top-6 lg:order-2 lg:-m-1 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:overflow-y-auto lg:p-1">
            <FilterPanel
              path={path}
              found={found}
              filter={filter}
              onChange={setFilter}
              chosen={chosen}
              loaded={rows.length}
              size={size}
              onUse={use}
            />
            {report?.verdict !== 'mismatch' && (
              <TakeAlong
                rows={shown}
                size={size}
                filtered={filtered}
                ready={report?.verdict === 'verified'}
                operator={operator}
                identifier={options.identifier}
                onPrint={printRows}
              />
            )}
          </div>
        )}
        <div ref={list} tabIndex={-1} className="min-w-0 scroll-mt-4 lg:order-1 lg:row-start-1">
          {found.months && (
            <Activity
              found={found}
              filter={filter}
              onChange={setFilter}
              chosenOrganisation={chosen.organisation}
              loaded={rows.length}
              size={size}
            />
          )}
          {filtered && (
            <div className="mb-6 grid gap-3">
              <Chips filter={filter} found={found} chosen={chosen} onChange={setFilter} />
              <FoundNote count={shown.length} loaded={rows.length} size={size} visit={visit} onClear={clear} />
            </div>
          )}
          <OwnLooksSwitch own={own} rows={everything} whole={rows.length === size} />
          {report?.verdict !== 'mismatch' && shown.length > 0 && <ChooseLink path={choose} filter={filter} />}
          <RelatedContext value={related}>
            <Pending rows={own.visible(waiting)} />
            <LookList
              rows={shown}
              size={size}
              filtered={filtered}
              loadEarlier={visit.loadEarlier}
              isLoading={visit.isLoading}
              hasEarlier={visit.hasEarlier}
              failed={visit.failed}
            />
          </RelatedContext>
          <ServerPart path={path} filter={asked} from={first.from} to={first.to} size={first.size} count={first.entries.length} />
        </div>
      </div>
      {report && rows.length > 0 && (
        <Printout rows={paper ?? (filtered ? shown : rows)} report={report} operator={operator} identifier={options.identifier} />
      )}
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
