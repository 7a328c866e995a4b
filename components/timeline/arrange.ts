import type { AccessEvent } from '#lib/event/access-event.ts'
import { dayOf } from '#lib/event/days.ts'
import { caseOf } from '#lib/event/portal.ts'
import { isTest } from '#lib/event/words.ts'
import { isLate } from './late.ts'
import { canBeOne } from './one-access.ts'
import { isShown, type Mark, type Row, type ShownRow, worse } from './row.ts'
import { factsOf } from './row-facts.ts'

/** One look as people see it: one entry, or the two reports of the same access by client and server. */
export type Look = { readonly row: Row; readonly twin?: ShownRow }

/** A line of the list: one look, or many of the same people on the same day for the same reason. */
export type Line = { readonly key: string; readonly looks: readonly [Look, ...Look[]] }

export type Day = { readonly key: string; readonly date: Date; readonly lines: readonly Line[] }

type Month = { readonly key: string; readonly date: Date; readonly days: readonly Day[]; readonly count: number }

const TWIN_WITHIN_MS = 5 * 60_000

/**
 * Puts the two reports of one access together: two verified events of equal correlation id, patient and action, from different
 * origins, within five minutes, that do not contradict each other. Three or more of them are left as they are, because then nobody knows
 * which belong together. The one that names somebody stands for both.
 */
export function mergeReports(rows: readonly Row[]): readonly Look[] {
  const twinOf = new Map<Row, ShownRow>()
  const absorbed = new Set<Row>()
  for (const [one, other, ...more] of sharedAccesses(rows)) {
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

function sharedAccesses(rows: readonly Row[]): Iterable<readonly ShownRow[]> {
  const first = new Map<string, ShownRow>()
  const shared = new Map<string, ShownRow[]>()
  for (const row of rows) {
    if (!isShown(row) || !isReport(row)) continue
    const access = accessOf(row)
    const before = first.get(access)
    if (before) shared.set(access, [...(shared.get(access) ?? [before]), row])
    else first.set(access, row)
  }
  return shared.values()
}

const isReport = ({ event, mark }: ShownRow) => event.correlationId !== undefined && mark === 'verified'
const accessOf = ofEvent(({ correlationId, patient, action }) => JSON.stringify([correlationId, patient.system, patient.value, action]))
const namesSomebody = ({ event }: ShownRow) => event.actor?.name !== undefined
const apart = (one: ShownRow, other: ShownRow) => Math.abs(Date.parse(one.event.accessedAt) - Date.parse(other.event.accessedAt))

/** Newest first, below months and days of `timeZone`. `rows` come in the order of the history, newest first. */
export function arrange(rows: readonly Row[], timeZone: string): readonly Month[] {
  const dated = withTimes(mergeReports(rows), timeZone).sort((a, b) => b.time - a.time)
  const byDay = Map.groupBy(dated, ({ day }) => day)
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
function withTimes(looks: readonly Look[], timeZone: string): { look: Look; time: number; day: string }[] {
  const first = looks.find(({ row }) => isShown(row))?.row
  let at = first && isShown(first) ? first.event.accessedAt : new Date().toISOString()
  let day = dayOf(at, timeZone)
  return looks.map((look) => {
    if (isShown(look.row)) {
      at = look.row.event.accessedAt
      day = factsOf(look.row, timeZone).day ?? day
    }
    return { look, time: Date.parse(at), day }
  })
}

function groupLooks(looks: readonly Look[]): readonly Line[] {
  return [...Map.groupBy(looks, groupOf).values()].flatMap((group) => {
    const [newest, ...others] = group
    return newest ? [{ key: newest.row.key, looks: [newest, ...others] as const }] : []
  })
}

function groupOf({ row }: Look): string {
  if (!isShown(row) || row.event.kind !== 'access') return row.key
  return `${row.mark} ${row.concealed} ${groupOfEvent(row)}`
}

// Whoever must not be taken for somebody else, and whatever must not be taken for something else, is in the key. Until when a name is hidden
// is not: it differs from look to look, by minutes.
const groupOfEvent = ofEvent((event) => {
  const { actor, onBehalfOf, organisation, unit, purpose, emergency, automatic, outcome, action, nameVisibility } = event
  const same = [actor, onBehalfOf, organisation, unit, purpose, emergency, automatic, outcome, action, caseOf(event), nameVisibility.policy]
  return short(JSON.stringify([...same, isLate(event), isTest(event)]))
})

const shorts = new Map<string, string>()

/** The same short name for the same text: a long one would be hashed again for each list that is arranged. */
function short(text: string): string {
  const name = shorts.get(text) ?? String(shorts.size)
  shorts.set(text, name)
  return name
}

/** Works something out once for each event, however often a long list is arranged. */
function ofEvent(work: (event: AccessEvent) => string): (row: ShownRow) => string {
  const known = new WeakMap<AccessEvent, string>()
  return ({ event }) => {
    const before = known.get(event)
    if (before !== undefined) return before
    const now = work(event)
    known.set(event, now)
    return now
  }
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

export function sameLine(one: Line, other: Line | undefined): boolean {
  return (
    one.looks.length === other?.looks.length &&
    one.looks.every(({ row, twin }, i) => row === other?.looks[i]?.row && twin === other?.looks[i]?.twin)
  )
}

export function rowsOf(line: Line): readonly ShownRow[] {
  return line.looks.map(({ row }) => row).filter(isShown)
}
