import { entryRow, isShown, type Row, worse } from '#components/timeline/row.ts'
import type { Saved } from '#components/ui/save.ts'
import type { Texts } from '#components/verifier/texts.ts'
import { exportBundle } from '#lib/event/bundle.ts'
import { csv } from '#lib/event/csv.ts'
import { utcDay } from '#lib/event/days.ts'
import type { ExportedEntry } from '#lib/event/to-fhir.ts'
import type { HistorySession } from '#lib/verify/types.ts'
import type { About } from './about.ts'
import type { Dates } from './dates.ts'

export const FORMATS = ['pdf', 'csv', 'fhir', 'sightline'] as const
export type Format = (typeof FORMATS)[number]

/** Nothing to choose from means all. */
type Wanted = { readonly session: HistorySession; readonly chosen: readonly number[] | undefined }
type Words = { readonly texts: Texts; readonly dates: Dates }

/** The entries as this visit verified them; undefined when not all of them could be fetched and checked. */
export async function verifiedRows({ session, chosen }: Wanted): Promise<readonly Row[] | undefined> {
  const entries = await session.entries(chosen)
  const { verdict } = session.report()
  return entries?.map((entry) => entryRow(entry, worse(entry.verdict, verdict === 'checking' ? 'unverified' : verdict)))
}

/**
 * A file of these entries, made here from what this browser verified; nothing of it is sent anywhere. Its name says nothing but the day.
 * Undefined when something could not be fetched and checked.
 */
export async function makeFile(format: Format, wanted: Wanted, about: Omit<About, 'report'>, words: Words): Promise<Saved | undefined> {
  if (format === 'sightline') return wanted.session.historyFile(wanted.chosen)
  const rows = await verifiedRows(wanted)
  if (!rows) return undefined
  const { texts, dates } = words
  const name = `sightline-${utcDay(about.now)}`
  if (format === 'csv')
    return { name: `${name}.csv`, type: 'text/csv;charset=utf-8', text: csv((await import('./table.ts')).table(rows, texts, dates)) }
  const report = wanted.session.report()
  if (format === 'fhir') {
    const options = { origin: report.operator, patient: about.identifier, timestamp: new Date(about.now).toISOString() }
    const bundle = exportBundle(rows.flatMap(exported), options)
    return { name: `${name}.fhir.json`, type: 'application/fhir+json', text: `${JSON.stringify(bundle, undefined, 2)}\n` }
  }
  const proof = await wanted.session.historyFile(wanted.chosen)
  if (!proof) return undefined
  const [{ listing }, { makePdf }] = await Promise.all([import('./listing.ts'), import('#lib/pdf/make.ts')])
  const document = listing(rows, { ...about, report, proof: proof.name }, texts, dates)
  const attachment = {
    name: proof.name,
    type: proof.type,
    description: texts.text('export.list.attachment'),
    bytes: new TextEncoder().encode(proof.text),
  }
  return { name: `${name}.pdf`, type: 'application/pdf', text: await makePdf({ ...document, attachments: [attachment] }) }
}

function exported(row: Row): ExportedEntry[] {
  if (row.logIndex === undefined) return []
  if (isShown(row)) return [{ event: row.event, concealed: row.concealed, logIndex: row.logIndex }]
  return row.withheld === 'unreadable' ? [] : [{ withheld: row.withheld, logIndex: row.logIndex }]
}
