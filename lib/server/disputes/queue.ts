import { joinSql, type Snapshot, type Sql, sql } from '#lib/db/prisma.ts'
import { OPEN, type State } from '#lib/dispute/kinds.ts'
import type { QueueFilter } from '#lib/dispute/queue-filter.ts'
import type { QueueCounts, QueuePage, QueueRow } from '#lib/dispute/queue-view.ts'
import { organisationNames } from './organisations.ts'

const QUEUE_PAGE = 50
export const QUEUE_COLUMNS = sql`id, reference, state, severity, reasons, organisation, automatic, assignee, reviewer,
  proposal IS NOT NULL AS proposed, due_at AS "dueAt", due, submitted_at AS "submittedAt"`

const ORDER = sql`coalesce(due_at, 'infinity'::timestamptz)`
// Written as the index has it, so that it is used.
const IS_OPEN = sql`state NOT IN ('decided', 'closed', 'withdrawn')`
const PLACE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z|infinity)_([123])_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** Cases in the order in which they are worked on: what is due first, then by severity. Which ones the reader may see, the database says. */
export async function readQueue(tx: Snapshot, filter: QueueFilter, after?: string): Promise<QueuePage> {
  const [, due, severity, id] = PLACE.exec(after ?? '') ?? []
  const from =
    due === undefined ? sql`true` : sql`(${ORDER}, severity, id) > (${due}::timestamptz, ${Number(severity)}::smallint, ${id}::uuid)`
  const found = await tx.$queryRaw<(QueueRow & { readonly place: string })[]>`
    SELECT ${QUEUE_COLUMNS},
      coalesce(to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'infinity') || '_' || severity || '_' || id AS place
    FROM dispute WHERE ${conditionOf(filter)} AND ${from} ORDER BY ${ORDER}, severity, id LIMIT ${QUEUE_PAGE + 1}`
  const rows = found.slice(0, QUEUE_PAGE).map(({ place: _, ...row }) => row)
  const last = found.length > QUEUE_PAGE ? found[QUEUE_PAGE - 1]?.place : undefined
  return { rows, ...(last !== undefined && { next: last }) }
}

/** How many open cases there are of each kind, and for each of these filters: all of one reading of the table. */
export async function countQueue(tx: Snapshot, filters: readonly QueueFilter[]): Promise<QueueCounts> {
  const fixed: readonly QueueFilter[] = [
    { holder: 'mine' },
    { holder: 'nobody' },
    { holder: 'review' },
    { due: 'overdue' },
    { due: 'soon' },
    { automatic: true },
  ]
  const counted = [...fixed, ...filters].map((filter) => sql`count(*) FILTER (WHERE ${conditionOf(filter)})`)
  const rows = await tx.$queryRaw<{ what: string; value: string; n: bigint }[]>`
    WITH open AS MATERIALIZED (
      SELECT state, severity, reasons, organisation, automatic, assignee, reviewer, proposal, due_at FROM dispute WHERE ${IS_OPEN})
    SELECT 'view' AS what, (place - 1)::text AS value, n
      FROM (SELECT ARRAY[${joinSql(counted)}] AS all_counts FROM open) AS c, unnest(all_counts) WITH ORDINALITY AS u (n, place)
    UNION ALL SELECT CASE WHEN GROUPING(state) = 0 THEN 'state' WHEN GROUPING(severity) = 0 THEN 'severity' ELSE 'organisation' END,
      coalesce(state, severity::text, organisation), count(*) FROM open GROUP BY GROUPING SETS ((state), (severity), (organisation))
    UNION ALL SELECT 'reason', reason, count(*) FROM open, unnest(reasons) AS reason GROUP BY reason`
  const of = (what: string) => new Map(rows.filter((row) => row.what === what).map(({ value, n }) => [value, Number(n)]))
  const views = of('view')
  const [mine = 0, nobody = 0, review = 0, overdue = 0, soon = 0, automatic = 0] = fixed.map((_, i) => views.get(String(i)) ?? 0)
  return {
    views: filters.map(({ state }, i) => (isOpen(state) ? (views.get(String(fixed.length + i)) ?? 0) : undefined)),
    states: of('state'),
    severities: of('severity'),
    reasons: of('reason'),
    organisations: of('organisation'),
    holders: new Map(Object.entries({ mine, nobody, review })),
    dues: new Map(Object.entries({ overdue, soon })),
    automatic,
    names: await organisationNames(tx),
  }
}

const ME = sql`nullif(current_setting('sightline.staff', true), '')::uuid`
const HOLDER = {
  mine: sql`assignee = ${ME}`,
  nobody: sql`assignee IS NULL`,
  review: sql`proposal IS NOT NULL AND reviewer IS NULL AND assignee IS DISTINCT FROM ${ME}`,
} as const
const DUE = { overdue: sql`due_at <= now()`, soon: sql`due_at > now() AND due_at <= now() + interval '2 days'` } as const

const isOpen = (state: State | undefined) => state === undefined || OPEN.includes(state)

function conditionOf({ holder, due, state, severity, reason, organisation, automatic }: QueueFilter): Sql {
  const parts = [
    isOpen(state) ? IS_OPEN : sql`true`,
    ...(holder ? [HOLDER[holder]] : []),
    ...(due ? [DUE[due]] : []),
    ...(state ? [sql`state = ${state}`] : []),
    ...(severity ? [sql`severity = ${severity}::smallint`] : []),
    ...(reason ? [sql`reasons @> ARRAY[${reason}]`] : []),
    ...(organisation === undefined ? [] : [sql`organisation = ${organisation}`]),
    ...(automatic ? [sql`automatic`] : []),
  ]
  return joinSql(parts, ' AND ')
}
