import { isTest } from '#lib/event/words.ts'
import { isLate } from './late.ts'
import { canBeOne } from './one-access.ts'
import { isShown, type Mark, type Row, type ShownRow, worse } from './row.ts'

/** One look as people see it: one entry, or the two reports of the same access by client and server. */
export type Look = { readonly row: Row; readonly twin?: ShownRow }

/** A line of the list: one look, or many of the same people on the same day for the same reason. */
export type Line = { readonly key: string; readonly looks: readonly [Look, ...Look[]] }

export type Day = { readonly key: string; readonly date: Date; readonly lines: readonly Line[] }

export type Month = { readonly key: string; readonly date: Date; readonly days: readonly Day[]; readonly count: number }

const TWIN_WITHIN_MS = 5 * 60_000

/**
 * Puts the two reports of one access together: two verified events of equal correlation id, patient and action, from different
 * origins, within five minutes, that do not contradict each other. Three or more of them are left as they are, because then nobody knows
 * which belong together. The one that names somebody stands for both.
 */
export function mergeReports(rows: readonly Row[]): readonly Look[] {
  const byAccess = Map.groupBy(rows.filter(isShown).filter(isReport), accessOf)
  const twinOf = new Map<Row, ShownRow>()
  const absorbed = new Set<Row>()
  for (const [one, other, ...more] of byAccess.values()) {
    if (!one || !other || more.length > 0 || one.event.origin.id === other.event.origin.id || apart(one, other) > TWIN_WITHIN_MS) continue
    if (!canBeOne(one.event, other.event)) continue
    const [shown, twin] = namesSomebody(one) || !namesSomebody(other) ? [one, other] : [other, one]
    twinOf.set(shown, twin)
    absorbed.add(twin)
  }
  return rows
    .filter((row) => !absorbed.has(row))
    .map((row) => {
      const twin = twinOf.get(row)
      return twin ? { row, twin } : { row }
    })
}

const isReport = ({ event, mark }: ShownRow) => event.correlationId !== undefined && mark === 'verified'
const accessOf = ({ event }: ShownRow) => JSON.stringify([event.correlationId, event.patient.system, event.patient.value, event.action])
const namesSomebody = ({ event }: ShownRow) => event.actor?.name !== undefined
const apart = (one: ShownRow, other: ShownRow) => Math.abs(Date.parse(one.event.accessedAt) - Date.parse(other.event.accessedAt))

/** Newest first, below months and days of `timeZone`. `rows` come in the order of the history, newest first. */
export function arrange(rows: readonly Row[], timeZone: string): readonly Month[] {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const dated = withTimes(mergeReports(rows)).sort((a, b) => b.time - a.time)
  const byDay = Map.groupBy(dated, ({ time }) => calendar.format(time))
  const days = [...byDay].map(([key, looks]): Day & { count: number } => ({
    key,
    date: new Date(looks[0]?.time ?? 0),
    count: looks.length,
    lines: groupLooks(looks.map(({ look }) => look)),
  }))
  return [...Map.groupBy(days, ({ key }) => key.slice(0, 7))].map(([key, ofMonth]) => ({
    key,
    date: ofMonth[0]?.date ?? new Date(0),
    days: ofMonth,
    count: ofMonth.reduce((sum, day) => sum + day.count, 0),
  }))
}

// A withheld entry has no time of its own to show: it stands beside its neighbour in the history.
function withTimes(looks: readonly Look[]): { look: Look; time: number }[] {
  const first = looks.find(({ row }) => isShown(row))?.row
  let time = first && isShown(first) ? Date.parse(first.event.accessedAt) : Date.now()
  return looks.map((look) => {
    if (isShown(look.row)) time = Date.parse(look.row.event.accessedAt)
    return { look, time }
  })
}

function groupLooks(looks: readonly Look[]): readonly Line[] {
  return [...Map.groupBy(looks, groupOf).values()].flatMap((group) => {
    const [newest, ...others] = group
    return newest ? [{ key: newest.row.key, looks: [newest, ...others] as const }] : []
  })
}

// Whoever must not be taken for somebody else, and whatever must not be taken for something else, is in the key.
function groupOf({ row }: Look): string {
  if (!isShown(row) || row.event.kind !== 'access') return row.key
  const { actor, onBehalfOf, organisation, unit, purpose, emergency, automatic, outcome, action, nameVisibility } = row.event
  return JSON.stringify([
    row.mark,
    actor,
    onBehalfOf,
    organisation,
    unit,
    purpose,
    emergency,
    automatic,
    outcome,
    action,
    // Until when a name is hidden differs from look to look, by minutes.
    nameVisibility.policy,
    row.concealed,
    isLate(row.event),
    isTest(row.event),
  ])
}

/** A line is as good as the worst of its looks. */
export function markOf(line: Line): Mark {
  return line.looks.reduce<Mark>((worst, { row, twin }) => worse(worst, twin ? worse(row.mark, twin.mark) : row.mark), 'verified')
}

/** Whether the looks of a line may be different people’s: nobody is named, so that nobody can say. */
export function mayBeSeveral(line: Line): boolean {
  return rowsOf(line).some(
    ({ event: { actor, automatic } }) => !automatic && actor?.kind !== 'patient' && !actor?.name && !actor?.identifier,
  )
}

/** The row that stands for the whole line: what any of its looks was at. */
export function summary(line: Line): Row {
  const [{ row }] = line.looks
  return isShown(row) ? { ...row, event: { ...row.event, data: rowsOf(line).flatMap(({ event }) => event.data) } } : row
}

export function sameLine(one: Line, other: Line): boolean {
  return (
    one.looks.length === other.looks.length &&
    one.looks.every(({ row, twin }, i) => row === other.looks[i]?.row && twin === other.looks[i]?.twin)
  )
}

export function rowsOf(line: Line): readonly ShownRow[] {
  return line.looks.map(({ row }) => row).filter(isShown)
}
