import { dayIn } from '#lib/dispute/calendar.ts'
import type { Outcome } from '#lib/dispute/kinds.ts'
import type { OutcomeGroup } from '#lib/dispute/overview.ts'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt } from '../desk.ts'
import { organisationNames } from './organisations.ts'
import { type Asked, filterOf, overviewAt } from './overview.ts'

/** The text of a message. */
type Words = (key: string) => string
type Table = readonly (readonly string[])[]

const MOST_CASES = 50_000

/** The overview as a table: the sums, or the facts of each case with neither an asker nor an entry. @throws {AppError} `not-found` for another table, and for who is no supervisor. */
export async function tableAt(desk: Desk, table: string, asked: Asked, t: Words, now = new Date()): Promise<Table> {
  if (table === 'figures') return figures(desk, asked, t, now)
  if (table === 'cases') return cases(desk, asked, t, now)
  throw new AppError('not-found')
}

/** Each number on a line of its own: which part, of what, which number. */
async function figures(desk: Desk, asked: Asked, t: Words, now: Date): Promise<Table> {
  const found = await overviewAt(desk, asked, now)
  const part = (name: string) => t(`overview.${name}.title`)
  const line = (where: string, of: string, what: string, value: number | undefined) => [
    part(where),
    of,
    t(`overview.csv.${what}`),
    value === undefined ? '' : String(Math.round(value * 10) / 10),
  ]
  const outcomes = (where: string, name: (group: OutcomeGroup) => string, groups: readonly OutcomeGroup[]) =>
    groups.flatMap((group) =>
      Object.entries(group.outcomes).map(([outcome, count]) => [part(where), name(group), t(`dispute.outcome.${outcome}`), String(count)]),
    )
  const all = { key: '', outcomes: found.outcomes }
  return [
    ['part', 'of', 'what', 'value'].map((column) => t(`overview.csv.${column}`)),
    ...found.workload.flatMap(({ name = t('overview.workload.nobody'), open, overdue, answered, age }) => [
      line('workload', name, 'open', open),
      line('workload', name, 'overdue', overdue),
      line('workload', name, 'answered', answered),
      line('workload', name, 'age', age),
    ]),
    ...found.ages.map(({ from, to, open }) => line('ages', to === undefined ? `${from}+` : `${from}–${to}`, 'open', open)),
    ...Object.entries(found.overdue).map(([clock, count]) => line('overdue', t(`dispute.due.${clock}`), 'overdue', count)),
    ...outcomes('outcomes', () => '', [all]),
    ...outcomes('byOrganisation', ({ key, name = key }) => name, found.byOrganisation),
    ...outcomes('byReason', ({ key }) => t(`dispute.reason.${key}`), found.byReason),
    ...Object.entries(found.times).flatMap(([clock, { count, median, ninth }]) => [
      line('times', t(`dispute.due.${clock}`), 'count', count),
      line('times', t(`dispute.due.${clock}`), 'median', median),
      line('times', t(`dispute.due.${clock}`), 'ninth', ninth),
    ]),
    ...(['sent', 'reopened', 'escalated'] as const).map((what) => line('shares', '', what, found[what])),
    ...found.weeks.flatMap(({ monday, sent, answered }) => [
      line('weeks', monday, 'sent', sent),
      line('weeks', monday, 'answered', answered),
    ]),
    ...(['drawn', 'right', 'wrong'] as const).map((what) => line('reviews', '', what, found.reviews[what])),
  ]
}

type Case = {
  readonly reference: string
  readonly state: string
  readonly organisation: string
  readonly reasons: readonly string[]
  readonly outcome: Outcome | null
  readonly submitted_at: Date
  readonly acknowledged: Date | null
  readonly asked: Date | null
  readonly provided: Date | null
  readonly decided_at: Date | null
  readonly due_at: Date | null
  readonly reopened: boolean
  readonly escalated: boolean
}

const INSTANTS = ['submitted_at', 'acknowledged', 'asked', 'provided', 'decided_at', 'due_at'] as const

/** The cases that were sent or answered in these days, oldest first. */
async function cases(desk: Desk, asked: Asked, t: Words, now: Date): Promise<Table> {
  const { timeZone } = desk.calendar
  const { from, to, organisation = null } = filterOf(asked, dayIn(now, timeZone))
  const { rows, names } = await readAt(desk, SUPERVISOR, async (tx) => ({
    names: await organisationNames(tx),
    rows: await tx.$queryRaw<Case[]>`
        WITH period AS (
          SELECT ${from}::date::timestamp AT TIME ZONE ${timeZone} AS begins, (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone} AS ends
        )
        SELECT reference, state, organisation, reasons, outcome, submitted_at, decided_at, due_at,
               (SELECT min((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'acknowledge') AS acknowledged,
               (SELECT max((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'ask-provider') AS asked,
               (SELECT max((m->>'at')::timestamptz) FROM jsonb_array_elements(marks) m WHERE m->>'step' = 'answer') AS provided,
               marks @> '[{"step":"reopen"}]' AS reopened, marks @> '[{"step":"escalate"}]' AS escalated
        FROM dispute, period
        WHERE (submitted_at >= begins AND submitted_at < ends OR decided_at >= begins AND decided_at < ends)
          AND (${organisation}::text IS NULL OR organisation = ${organisation})
        ORDER BY submitted_at, reference LIMIT ${MOST_CASES}`,
  }))
  const columns = ['reference', 'state', 'organisation', 'reasons', 'outcome', ...INSTANTS, 'reopened', 'escalated']
  return [
    columns.map((column) => t(`overview.csv.case.${column}`)),
    ...rows.map((row) => [
      row.reference,
      t(`dispute.state.${row.state}`),
      names.get(row.organisation) ?? row.organisation,
      row.reasons.map((reason) => t(`dispute.reason.${reason}`)).join('; '),
      row.outcome === null ? '' : t(`dispute.outcome.${row.outcome}`),
      ...INSTANTS.map((instant) => row[instant]?.toISOString() ?? ''),
      ...(['reopened', 'escalated'] as const).map((what) => t(`overview.csv.${row[what] ? 'yes' : 'no'}`)),
    ]),
  ]
}
