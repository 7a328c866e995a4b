'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Activity } from '#components/charts/activity.tsx'
import { Printout } from '#components/export/printout.tsx'
import { TakeAlong } from '#components/export/take-along.tsx'
import type { LookFilter } from '#lib/event/look-filter.ts'
import type { Identifier } from '#lib/verify/types.ts'
import { ChooseLink } from './asking.tsx'
import { Chips } from './chips.tsx'
import { type Filter, isActive } from './filter.ts'
import { FilterPanel } from './filter-panel.tsx'
import { FoundNote } from './found-note.tsx'
import { LookList } from './look-list.tsx'
import { OwnLooksSwitch } from './own-looks-switch.tsx'
import { Pending } from './pending.tsx'
import { RelatedContext } from './reading-context.tsx'
import { relate } from './related.ts'
import type { Row, ShownRow } from './row.ts'
import { ServerPart } from './server-part.tsx'
import type { FirstSight } from './timeline.tsx'
import type { ChangeFilter } from './use-filter.ts'
import { useFound } from './use-found.ts'
import type { OwnLooks } from './use-own-looks.ts'
import type { Visit } from './use-visit.ts'

type Props = {
  readonly visit: Visit
  readonly rows: readonly Row[]
  /** What waits to be sealed; `everything` is this and the rows. */
  readonly waiting: readonly ShownRow[]
  /** How many others wait that cannot be read. */
  readonly unreadable: number
  readonly everything: readonly Row[]
  readonly own: OwnLooks
  readonly filter: Filter
  readonly onChange: ChangeFilter
  readonly size: number
  readonly first: FirstSight
  readonly path: string
  /** What the address asked of the server. */
  readonly asked: LookFilter
  readonly operator: string
  readonly identifier: Identifier
}

/** What the filter finds, as a list, as a picture and to take along. */
export function Looks(props: Props) {
  const { visit, rows, waiting, unreadable, everything, own, filter, onChange, size, first, path, asked, operator, identifier } = props
  const { report } = visit
  const { found, chosen } = useFound(rows, filter, own.isHidden)
  const [paper, setPaper] = useState<readonly Row[]>()
  const related = useMemo(() => relate(rows), [rows])
  const list = useRef<HTMLDivElement>(null)
  const clear = useCallback(() => onChange({}), [onChange])
  const use = useCallback(() => {
    list.current?.focus({ preventScroll: true })
    list.current?.scrollIntoView({ block: 'start' })
  }, [])
  const shown = found.rows
  const filtered = isActive(filter)

  const printRows = (all: readonly Row[]) => {
    flushSync(() => setPaper(all))
    addEventListener('afterprint', () => setPaper(undefined), { once: true })
    print()
  }

  return (
    <>
      <div className="mt-6 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        {(rows.length > 0 || filtered) && (
          <div className="grid content-start gap-5 lg:sticky lg:top-6 lg:order-2 lg:-m-1 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:overflow-y-auto lg:p-1">
            <FilterPanel
              path={path}
              found={found}
              filter={filter}
              onChange={onChange}
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
                identifier={identifier}
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
              onChange={onChange}
              chosenOrganisation={chosen.organisation}
              loaded={rows.length}
              size={size}
            />
          )}
          {filtered && (
            <div className="mb-6 grid gap-3">
              <Chips filter={filter} found={found} chosen={chosen} onChange={onChange} />
              <FoundNote count={shown.length} loaded={rows.length} size={size} visit={visit} onClear={clear} />
            </div>
          )}
          <OwnLooksSwitch own={own} rows={everything} whole={rows.length === size} />
          {report?.verdict !== 'mismatch' && shown.length > 0 && <ChooseLink filter={filter} />}
          <RelatedContext value={related}>
            <Pending rows={own.visible(waiting)} unreadable={unreadable} />
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
        <Printout rows={paper ?? (filtered ? shown : rows)} report={report} operator={operator} identifier={identifier} />
      )}
    </>
  )
}
