import { isShown, type Row } from '#components/timeline/row.ts'
import { entryWords } from '#components/verifier/entry-words.ts'
import { plain } from '#components/verifier/icu.ts'
import type { Texts } from '#components/verifier/texts.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { visible } from '#lib/event/visible.ts'
import { categories, outcomeKey, reasons, sentence } from '#lib/event/words.ts'
import type { Dates } from './dates.ts'
import { nameNote } from './name-note.ts'

const COLUMNS = [
  'logIndex',
  'verdict',
  'happened',
  'reported',
  'what',
  'name',
  'personCode',
  'role',
  'onBehalfOf',
  'organisation',
  'unit',
  'reason',
  'emergency',
  'automatic',
  'outcome',
  'data',
  'documents',
  'recordSystem',
  'note',
] as const
type Cells = Readonly<Record<(typeof COLUMNS)[number], string>>

/** One row for the words of the columns, and one for each entry; a cell is empty where nothing is known or shown. */
export function table(rows: readonly Row[], t: Texts, dates: Dates): readonly (readonly string[])[] {
  const head = COLUMNS.map((column) => t.text(`export.column.${column}`))
  return [head, ...rows.map((row) => cells(row, t, dates)).map((found) => COLUMNS.map((column) => found[column] ?? ''))]
}

function cells(row: Row, t: Texts, dates: Dates): Partial<Cells> {
  const { sentence: words } = entryWords(t, isShown(row) ? { ...row, logIndex: row.logIndex ?? 0 } : row)
  const common = {
    logIndex: String(row.logIndex ?? ''),
    verdict: row.mark === 'unverified' ? t.text('export.notVerified') : t.text(`verdict.${row.mark}`),
    what: plain(words),
    note: isShown(row) ? nameNote(row, t, dates).join() : '',
  }
  return isShown(row) ? { ...common, ...shownCells(row.event, t, dates) } : common
}

function shownCells(event: AccessEvent, t: Texts, dates: Dates): Partial<Cells> {
  const { actor, onBehalfOf, organisation, unit, origin, data } = event
  const { who } = sentence(event)
  const yesNo = (is: boolean) => t.text(is ? 'export.yes' : 'export.no')
  const given = reasons(event).map((reason) => (reason.key === 'other' ? reason.text : t.text(`event.reason.${reason.key}`)))
  return {
    happened: dates.iso(Date.parse(event.accessedAt)),
    reported: dates.iso(Date.parse(event.recordedAt)),
    name: visible(actor?.name ?? ''),
    personCode: visible(actor?.identifier?.value ?? ''),
    role: actor ? (who.roleText ?? t.text(`event.role.${who.role}`, { form: 'other' })) : '',
    onBehalfOf: visible(onBehalfOf?.name ?? ''),
    organisation: visible(organisation.name ?? organisation.identifier?.value ?? ''),
    unit: visible(unit?.name ?? unit?.identifier?.value ?? ''),
    reason: given.join(', '),
    emergency: yesNo(event.emergency),
    automatic: yesNo(event.automatic),
    outcome: t.text(`export.outcome.${outcomeKey(event)}`),
    data: t.list(categories(event).map((category) => t.text(`event.category.${category}`))),
    documents: visible(data.flatMap(({ title, reference }) => title ?? reference ?? []).join('; ')),
    recordSystem: visible(origin.name),
  }
}
