import { check, type EntryPlace } from '#components/asking/check-entries.ts'
import type { Database } from '#lib/db/prisma.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { readHistoryPage } from '#lib/ledger/history-page.ts'
import { TileFiles } from '#lib/ledger/tile-files.ts'
import type { Verdicts } from '#lib/server/disputes/proof.ts'
import { readVerdicts } from '#lib/server/disputes/proof.ts'
import { filesAt } from '#lib/verify/http.ts'
import type { PinStore } from '#lib/verify/pins.ts'
import { random } from '#lib/verify/random.ts'
import { Visit } from '#lib/verify/visit.ts'

/** The log that the demonstration has made. `trust` is the text of its trust file. */
export type DemoLog = { readonly trust: string; readonly origin: string; readonly folder: string; readonly url: string }

/** A browser that has never been here. */
const NO_PINS: PinStore = {
  alone: (run) => run(),
  all: async () => [],
  get: async () => undefined,
  put: async () => undefined,
  clear: async () => undefined,
  keepEvidence: async () => undefined,
  evidence: async () => [],
}

/** What the browser of this person would find of these entries, and their proof: by the same visit, with its pages read here. */
export async function checkAsBrowser(
  database: Database,
  { trust, origin, folder, url }: DemoLog,
  identifier: PatientIdentifier,
  entries: readonly EntryPlace[],
): Promise<{ readonly verdicts: Verdicts; readonly proof?: string }> {
  const source = { database, files: new TileFiles(folder), origin, now: Date.now }
  const fetchPage = (query: string) =>
    readHistoryPage(source, identifier, Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, Number(value)])))
  const options = { trust, identifier, historyUrl: '', logUrl: url }
  const visit = new Visit(options, { fetchPage, fetchFile: filesAt(url), pins: NO_PINS, now: Date.now, random })
  const { verdicts, proof } = await check(visit, entries)
  return { verdicts: readVerdicts(verdicts), ...(proof && { proof: proof.text }) }
}
