import type { Snapshot } from '#lib/db/prisma.ts'
import type { ClockName } from '#lib/dispute/clock.ts'
import { OPEN, type Outcome, type Reason } from '#lib/dispute/kinds.ts'
import {
  AGES,
  type AgeCount,
  type OutcomeGroup,
  type Overview,
  type OverviewFilter,
  type Spread,
  type Week,
  type Workload,
} from '#lib/dispute/overview.ts'

/** Which cases are counted, at which instant, and in whose days. */
type Counted = Pick<OverviewFilter, 'from' | 'to'> & {
  readonly organisation: string | null
  readonly now: Date
  readonly timeZone: string
}

const ANSWERED_DAYS = 30
const WEEKS = 26

/**
 * All figures of one snapshot, of the cases that the log-in of this transaction may see. They are sums: no case is named and nobody who asks.
 * Cases are of the organisation of their first entry, and of the agent who holds them.
 */
export async function figures(tx: Snapshot, counted: Counted): Promise<Omit<Overview, 'at' | 'filter' | 'organisations'>> {
  return {
    workload: await workload(tx, counted),
    ages: await ages(tx, counted),
    overdue: await overdue(tx, counted),
    ...(await outcomes(tx, counted)),
    ...(await times(tx, counted)),
    weeks: await weeks(tx, counted),
    reviews: await reviews(tx, counted),
  }
}

async function workload(tx: Snapshot, { organisation, now }: Counted): Promise<readonly Workload[]> {
  type Row = Omit<Workload, 'staff' | 'name' | 'age'> & { staff: string | null; name: string | null; age: number | null }
  const rows = await tx.$queryRaw<Row[]>`
    WITH held AS (
      SELECT assignee,
             count(*) FILTER (WHERE state = ANY (${OPEN}))::int AS open,
             count(*) FILTER (WHERE state = ANY (${OPEN}) AND due_at < ${now})::int AS overdue,
             count(*) FILTER (WHERE state IN ('decided', 'closed') AND decided_at > ${now}::timestamptz - make_interval(days => ${ANSWERED_DAYS}::int))::int AS answered,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${now}::timestamptz - submitted_at)::float8 / 86400)
               FILTER (WHERE state = ANY (${OPEN})) AS age
      FROM dispute
      WHERE (state = ANY (${OPEN}) OR decided_at > ${now}::timestamptz - make_interval(days => ${ANSWERED_DAYS}::int))
        AND (${organisation}::text IS NULL OR organisation = ${organisation})
      GROUP BY assignee
    )
    SELECT s.id AS staff, s.name, coalesce(s.ended_at IS NOT NULL OR s.role <> 'agent', false) AS ended,
           coalesce(h.open, 0) AS open, coalesce(h.overdue, 0) AS overdue, coalesce(h.answered, 0) AS answered, h.age
    FROM (SELECT * FROM staff WHERE role = 'agent' OR id IN (SELECT assignee FROM held)) AS s FULL JOIN held h ON h.assignee = s.id
    WHERE s.id IS NULL OR (s.role = 'agent' AND s.ended_at IS NULL) OR h.open > 0
    ORDER BY s.id IS NULL DESC, open DESC, s.name, s.id`
  const nobody = rows.some(({ staff }) => staff === null) ? [] : [{ ended: false, open: 0, overdue: 0, answered: 0 }]
  return [
    ...nobody,
    ...rows.map(({ staff, name, age, ...row }) => ({
      ...row,
      ...(staff !== null && { staff }),
      ...(name !== null && { name }),
      ...(age !== null && { age }),
    })),
  ]
}

async function ages(tx: Snapshot, { organisation, now }: Counted): Promise<readonly AgeCount[]> {
  const rows = await tx.$queryRaw<{ bucket: number; open: number; overdue: number }[]>`
    SELECT width_bucket(extract(epoch FROM ${now}::timestamptz - submitted_at)::float8 / 86400, ${AGES.map(Number)}::float8[])::int AS bucket,
           count(*)::int AS open, count(*) FILTER (WHERE due_at < ${now})::int AS overdue
    FROM dispute WHERE state = ANY (${OPEN}) AND (${organisation}::text IS NULL OR organisation = ${organisation})
    GROUP BY bucket`
  return AGES.map((from, i) => {
    // What is sent by a clock that goes before is new.
    const { open = 0, overdue: late = 0 } = rows.find(({ bucket }) => Math.max(1, bucket) === i + 1) ?? {}
    const next = AGES[i + 1]
    return { from, ...(next !== undefined && { to: next - 1 }), open, overdue: late }
  })
}

async function overdue(tx: Snapshot, { organisation, now }: Counted): Promise<Readonly<Record<ClockName, number>>> {
  const rows = await tx.$queryRaw<{ due: ClockName; count: number }[]>`
    SELECT due, count(*)::int AS count FROM dispute
    WHERE due_at < ${now} AND (${organisation}::text IS NULL OR organisation = ${organisation}) GROUP BY due`
  const of = (clock: ClockName) => rows.find(({ due }) => due === clock)?.count ?? 0
  return { acknowledge: of('acknowledge'), provider: of('provider'), answer: of('answer') }
}

type Counts = { readonly key: string; readonly outcome: Outcome; readonly count: number }

async function outcomes(tx: Snapshot, { organisation, from, to, timeZone }: Counted) {
  const rows = await tx.$queryRaw<(Counts & { group: 'all' | 'organisation' | 'reason' })[]>`
    WITH answered AS MATERIALIZED (
      SELECT organisation, reasons, outcome FROM dispute
      WHERE decided_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
        AND decided_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
        AND outcome IS NOT NULL AND (${organisation}::text IS NULL OR organisation = ${organisation})
    )
    SELECT 'all' AS group, '' AS key, outcome, count(*)::int AS count FROM answered GROUP BY outcome
    UNION ALL SELECT 'organisation', organisation, outcome, count(*)::int FROM answered GROUP BY organisation, outcome
    UNION ALL SELECT 'reason', reason, outcome, count(*)::int FROM answered, unnest(reasons) AS reason GROUP BY reason, outcome`
  const all = Object.fromEntries(rows.filter(({ group }) => group === 'all').map(({ outcome, count }) => [outcome, count]))
  return {
    outcomes: all,
    byOrganisation: grouped(rows.filter(({ group }) => group === 'organisation')),
    byReason: grouped(rows.filter(({ group }) => group === 'reason')) as OutcomeGroup<Reason>[],
  }
}

/** The group with the most answers first. */
function grouped(rows: readonly Counts[]): OutcomeGroup[] {
  const groups = Map.groupBy(rows, ({ key }) => key)
  const sum = (of: readonly Counts[] = []) => of.reduce((total, { count }) => total + count, 0)
  return [...groups]
    .sort(([a, inA], [b, inB]) => sum(inB) - sum(inA) || (a < b ? -1 : 1))
    .map(([key, found]) => ({ key, outcomes: Object.fromEntries(found.map(({ outcome, count }) => [outcome, count])) }))
}

async function times(tx: Snapshot, { organisation, from, to, timeZone }: Counted) {
  type Row = { what: ClockName; count: number; median: number | null; ninth: number | null }
  const rows = await tx.$queryRaw<Row[]>`
    WITH period AS (
      SELECT ${from}::date::timestamp AT TIME ZONE ${timeZone} AS begins, (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone} AS ends
    ), marked AS (
      SELECT submitted_at, decided_at,
             (SELECT min((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'acknowledge') AS acknowledged,
             (SELECT max((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'ask-provider') AS asked,
             (SELECT max((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'answer') AS provided,
             (SELECT max((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'reopen') AS reopened
      FROM dispute, period
      WHERE (submitted_at >= begins AND submitted_at < ends OR decided_at >= begins AND decided_at < ends)
        AND (${organisation}::text IS NULL OR organisation = ${organisation})
    ), spans AS (
      SELECT 'acknowledge' AS what, acknowledged - submitted_at AS span FROM marked, period
      WHERE acknowledged IS NOT NULL AND submitted_at >= begins AND submitted_at < ends
      UNION ALL SELECT 'provider', provided - asked FROM marked, period WHERE provided > asked AND submitted_at >= begins AND submitted_at < ends
      UNION ALL SELECT 'answer', decided_at - greatest(submitted_at, reopened) FROM marked, period WHERE decided_at >= begins AND decided_at < ends
    ), hours AS (SELECT what, extract(epoch FROM span)::float8 / 3600 AS span FROM spans)
    SELECT what, count(*)::int AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY span) AS median,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY span) AS ninth
    FROM hours GROUP BY what`
  const [shares = { sent: 0, reopened: 0, escalated: 0 }] = await tx.$queryRaw<{ sent: number; reopened: number; escalated: number }[]>`
    SELECT count(*)::int AS sent, count(*) FILTER (WHERE marks @> '[{"step":"reopen"}]')::int AS reopened,
           count(*) FILTER (WHERE marks @> '[{"step":"escalate"}]')::int AS escalated
    FROM dispute
    WHERE submitted_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
      AND submitted_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}
      AND (${organisation}::text IS NULL OR organisation = ${organisation})`
  const spread = (of: Row['what']): Spread => {
    const { count = 0, median, ninth } = rows.find(({ what }) => what === of) ?? {}
    return { count, ...(typeof median === 'number' && { median }), ...(typeof ninth === 'number' && { ninth }) }
  }
  return { times: { acknowledge: spread('acknowledge'), provider: spread('provider'), answer: spread('answer') }, ...shares }
}

function weeks(tx: Snapshot, { organisation, now, timeZone }: Counted): Promise<Week[]> {
  return tx.$queryRaw<Week[]>`
    WITH week AS (
      SELECT day::date, day AT TIME ZONE ${timeZone} AS begins, (day + interval '7 days') AT TIME ZONE ${timeZone} AS ends
      FROM (SELECT date_trunc('week', ${now}::timestamptz AT TIME ZONE ${timeZone}) - make_interval(weeks => i) AS day
            FROM generate_series(${WEEKS - 1}::int, 0, -1) AS i) AS mondays
    )
    SELECT day::text AS monday,
      (SELECT count(*)::int FROM dispute WHERE submitted_at >= begins AND submitted_at < ends
         AND (${organisation}::text IS NULL OR organisation = ${organisation})) AS sent,
      (SELECT count(*)::int FROM dispute WHERE decided_at >= begins AND decided_at < ends
         AND (${organisation}::text IS NULL OR organisation = ${organisation})) AS answered
    FROM week ORDER BY day`
}

async function reviews(tx: Snapshot, { organisation, from, to, timeZone }: Counted): Promise<Overview['reviews']> {
  const [found = { drawn: 0, right: 0, wrong: 0 }] = await tx.$queryRaw<{ drawn: number; right: number; wrong: number }[]>`
    SELECT count(*) FILTER (WHERE finding IS NULL)::int AS drawn,
           count(*) FILTER (WHERE finding = 'right')::int AS right, count(*) FILTER (WHERE finding = 'wrong')::int AS wrong
    FROM case_review r
    WHERE (finding IS NULL OR reviewed_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}
                          AND reviewed_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone})
      AND (${organisation}::text IS NULL OR EXISTS (
        SELECT FROM dispute d WHERE d.patient = r.patient AND d.id = r.dispute AND d.organisation = ${organisation}))`
  return found
}
