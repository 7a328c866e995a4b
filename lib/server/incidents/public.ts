import type { LogRange, Notice } from '#lib/dispute/incident.ts'
import { database } from '../database.ts'
import { kept, type Unreadable } from '../kept.ts'

/** What everybody is told of an incident. Instants are ISO, in UTC. */
export type PublicIncident = {
  readonly reference: string
  readonly openedAt: string
  readonly decidedAt?: string
  /** Entries of the log that nobody should rely on for now. */
  readonly frozen?: LogRange
  readonly publishedAt?: string
  readonly notice?: Notice
}

type Row = {
  reference: string
  frozen: boolean
  first_index: bigint | null
  last_index: bigint | null
  opened_at: Date
  decided_at: Date | null
  published_at: Date | null
  notice: Notice | null
}

/** Above these, the newest are shown. */
const MOST = 100
const KEPT_MS = 1000

const read = kept(KEPT_MS, async () => {
  const rows = await database().$queryRaw<Row[]>`
    SELECT reference, frozen, first_index, last_index, opened_at, decided_at, published_at, notice FROM public_incident
    ORDER BY opened_at DESC LIMIT ${MOST}`
  return rows.map(toPublic)
})

/** Incidents with frozen ranges or a notice, newest first, for everybody: nobody is asked who they are. Read at most once a second. */
export function publicIncidents(): Promise<readonly PublicIncident[] | Unreadable> {
  return read()
}

/** The ranges of the log that are frozen; none where it cannot be read. */
export async function frozenRanges(): Promise<readonly LogRange[]> {
  const incidents = await read()
  return incidents === 'unreadable' ? [] : incidents.flatMap(({ frozen }) => frozen ?? [])
}

function toPublic({ reference, frozen, first_index, last_index, opened_at, decided_at, published_at, notice }: Row): PublicIncident {
  return {
    reference,
    openedAt: opened_at.toISOString(),
    ...(decided_at && { decidedAt: decided_at.toISOString() }),
    ...(frozen && { frozen: { first: Number(first_index), last: Number(last_index) } }),
    ...(notice && published_at && { notice, publishedAt: published_at.toISOString() }),
  }
}
