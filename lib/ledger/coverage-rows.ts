import type { Database } from '#lib/db/prisma.ts'
import { DAY_MS, utcDay } from '#lib/event/days.ts'
import { PORTAL } from '#lib/event/portal.ts'
import type { NotReported, RecordSystemKind } from '#lib/event/record-system.ts'
import { type AccessDay, findGaps, type Gap } from './coverage.ts'

/** What a record system has reported: dates only, never how much. Times in milliseconds, days as ISO dates in UTC. */
export type SystemCoverage = {
  /** As in the `origin` of the events that it reported. */
  readonly id: string
  readonly kind: RecordSystemKind
  /** Looks that it says it does not report; undefined where it has not said. */
  readonly notReported: readonly NotReported[] | undefined
  readonly name: string
  readonly organisation: string
  readonly active: boolean
  readonly registered: string
  /** The day of its first access; undefined where it has reported nothing that is sealed. */
  readonly since: string | undefined
  readonly lastHeard: number | undefined
  /** Whether enough days are known to tell a silence from its usual pauses. */
  readonly rhythm: boolean
  readonly gaps: readonly DatedGap[]
}

export type DatedGap = {
  readonly kind: Gap['kind']
  readonly from: string
  readonly to: string | undefined
  readonly reported: string | undefined
  readonly whole: boolean
}

export type Coverage = {
  /** The day on which this log began, as far as its days or what it received tell; undefined before. */
  readonly began: string | undefined
  /** The first day in which gaps are looked for. */
  readonly from: string
  readonly systems: readonly SystemCoverage[]
  /** Registered record systems beyond those. */
  readonly more: number
}

/** Most record systems, days back and gaps of each that are read. */
const MOST_SYSTEMS = 200
const MOST_DAYS = 1100
const MOST_GAPS = 12

type Row = {
  id: string
  kind: RecordSystemKind
  not_reported: NotReported[] | null
  name: string
  organisation: string
  active: boolean
  registered_at: Date
  since: number | null
  heard: Date | null
  days: number[] | null
  first_recorded: number[] | null
  last_recorded: number[] | null
  first_received: number[] | null
  last_received: number[] | null
}

/** The coverage of each registered record system, those in use first, by name; the portal, where no record is kept, is not one of them. `now` in milliseconds. */
export async function readCoverage(database: Database, origin: string, now: number): Promise<Coverage> {
  const today = Math.floor(now / DAY_MS)
  const from = today - MOST_DAYS
  const [rows, total, first] = await database.$transaction([
    database.$queryRaw<Row[]>`
      WITH systems AS (
        SELECT id, kind, not_reported, name, organisation, active, registered_at FROM record_system WHERE id <> ${PORTAL.id}
        ORDER BY active DESC, name, id LIMIT ${MOST_SYSTEMS}
      ),
      days AS (
        SELECT record_system, day - DATE '1970-01-01' AS day, received_at,
               (first_recorded_at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS first_recorded,
               (last_recorded_at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS last_recorded,
               (first_received_at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS first_received,
               (received_at AT TIME ZONE 'UTC')::date - DATE '1970-01-01' AS last_received
        FROM record_system_day WHERE record_system IN (SELECT id FROM systems)
      )
      SELECT s.id, s.kind, s.not_reported, s.name, s.organisation, s.active, s.registered_at, min(d.day) AS since, max(d.received_at) AS heard,
             array_agg(d.day ORDER BY d.day) FILTER (WHERE d.day >= ${from}) AS days,
             array_agg(d.first_recorded ORDER BY d.day) FILTER (WHERE d.day >= ${from}) AS first_recorded,
             array_agg(d.last_recorded ORDER BY d.day) FILTER (WHERE d.day >= ${from}) AS last_recorded,
             array_agg(d.first_received ORDER BY d.day) FILTER (WHERE d.day >= ${from}) AS first_received,
             array_agg(d.last_received ORDER BY d.day) FILTER (WHERE d.day >= ${from}) AS last_received
      FROM systems s LEFT JOIN days d ON d.record_system = s.id
      GROUP BY s.id, s.kind, s.not_reported, s.name, s.organisation, s.active, s.registered_at ORDER BY s.active DESC, s.name, s.id`,
    database.recordSystem.count({ where: { id: { not: PORTAL.id } } }),
    database.$queryRaw<{ day: number | null }[]>`
      SELECT least((SELECT min(day) FROM log_day WHERE origin = ${origin}),
                   (SELECT (min(first_received_at) AT TIME ZONE 'UTC')::date FROM record_system_day)) - DATE '1970-01-01' AS day`,
  ])
  const began = first[0]?.day ?? undefined
  return {
    began: began === undefined ? undefined : iso(began),
    from: iso(from),
    systems: rows.map((row) => coverageOf(row, began ?? today, today)),
    more: total - rows.length,
  }
}

function coverageOf(row: Row, began: number, today: number): SystemCoverage {
  const { gaps, rhythm } = findGaps(accessDays(row), { began, today })
  return {
    id: row.id,
    kind: row.kind,
    notReported: row.not_reported ?? undefined,
    name: row.name,
    organisation: row.organisation,
    active: row.active,
    registered: utcDay(row.registered_at.getTime()),
    since: row.since === null ? undefined : iso(row.since),
    lastHeard: row.heard?.getTime(),
    rhythm,
    gaps: gaps.slice(-MOST_GAPS).map(dated),
  }
}

function accessDays({ days, ...row }: Row): readonly AccessDay[] {
  return (days ?? []).map((day, i) => ({
    day,
    firstRecorded: row.first_recorded?.[i] ?? day,
    lastRecorded: row.last_recorded?.[i] ?? day,
    firstReceived: row.first_received?.[i] ?? day,
    lastReceived: row.last_received?.[i] ?? day,
  }))
}

function dated(gap: Gap): DatedGap {
  const late = gap.kind === 'late'
  return {
    kind: gap.kind,
    from: iso(gap.from),
    to: gap.to === undefined ? undefined : iso(gap.to),
    reported: late ? iso(gap.reported) : undefined,
    whole: !late || gap.whole,
  }
}

const iso = (day: number) => utcDay(day * DAY_MS)
