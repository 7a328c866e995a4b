import type { ClockName } from './clock.ts'
import type { Reason, Severity, State } from './kinds.ts'
import type { QueueFilter } from './queue-filter.ts'

/** What the queue says of a case: nothing of its entries, and nothing that the asker wrote. */
export type QueueRow = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly severity: Severity
  readonly reasons: readonly Reason[]
  /** Its key. */
  readonly organisation: string
  readonly automatic: boolean
  readonly assignee: string | null
  readonly reviewer: string | null
  /** A proposal waits for a second person. */
  readonly proposed: boolean
  readonly dueAt: Date | null
  readonly due: ClockName | null
  readonly submittedAt: Date
}

export type QueuePage = {
  readonly rows: readonly QueueRow[]
  /** Where the next page begins, for `after`. */
  readonly next?: string
}

/** Open cases, by the values of each part of a filter. */
export type QueueCounts = {
  /** In the order of the filters that were given; undefined for what is not open, which is not counted. */
  readonly views: readonly (number | undefined)[]
  readonly states: ReadonlyMap<string, number>
  readonly severities: ReadonlyMap<string, number>
  readonly reasons: ReadonlyMap<string, number>
  readonly organisations: ReadonlyMap<string, number>
  readonly holders: ReadonlyMap<string, number>
  readonly dues: ReadonlyMap<string, number>
  readonly automatic: number
  /** The names of organisations, by their keys. */
  readonly names: ReadonlyMap<string, string>
}

/** A view that somebody keeps: `filter` as it stands in an address. */
type OwnView = { readonly id: string; readonly name: string; readonly filter: string; readonly count: number | undefined }

/** The queue as one of the staff sees it. */
export type StaffQueue = QueuePage & {
  readonly filter: QueueFilter
  readonly counts: QueueCounts
  /** Counts of `VIEWS`, in their order. */
  readonly views: readonly (number | undefined)[]
  readonly own: readonly OwnView[]
  /** The names of who holds the cases of this page. */
  readonly names: ReadonlyMap<string, string>
  readonly visit: string
  /** Who reads it. */
  readonly staff: string
  readonly now: Date
}
