import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { compiled } from '#components/verifier/compiled.ts'
import { entryWords } from '#components/verifier/entry-words.ts'
import { plain } from '#components/verifier/icu.ts'
import { Texts, verifierMessages } from '#components/verifier/texts.ts'
import { wordsOf } from '#components/verifier/words.ts'
import { env } from '#lib/env.ts'
import { visible, visibleJson } from '#lib/event/visible.ts'
import { type FileVerifier, fileVerifier } from '#lib/verify/file-verifier.ts'
import type { Verdict } from '#lib/verify/types.ts'
import type { FileReport } from '#lib/verify/verify-file.ts'
import messages from '../messages/en.json' with { type: 'json' }

const USAGE = `Usage: npm run verify -- FILE… [options]
  FILE             .sightline, .tlog-proof or evidence
  --trust FILE     the trust file to believe; otherwise that of this installation
  --for CODE       the personal code that a history, or the entry of a proof, must be of
  --entries        also the entries
  --json           one line of JSON a file (docs/verifying.md)
Ends with 0 if every file verified, 1 if one does not match, 2 if one could not be checked, 3 if one was not sealed.`

/** Why nothing could be said of what was named, or nothing of the person. Members of `reason`, docs/verifying.md. */
const REASONS = {
  missing: 'There is no such file.',
  folder: 'This is a folder, not a file.',
  'too-large': 'This file is larger than 64 MiB. No file of ours is.',
  unreadable: 'This file cannot be read.',
  'names-nobody': 'Evidence is about the log and names nobody, so it cannot be checked for a personal code.',
} as const
type Reason = keyof typeof REASONS

type Checked = {
  readonly report: FileReport
  readonly reason?: Reason
  /** What is said instead of the report's own words. */
  readonly says?: string
}

/** By gravity: of several files the worst counts. */
const EXIT = [
  ['mismatch', 1],
  ['unchecked', 2],
  ['waiting', 3],
  ['verified', 0],
] as const satisfies readonly (readonly [Verdict, number])[]

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 2
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      trust: { type: 'string' },
      for: { type: 'string' },
      entries: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  if (positionals.length === 0) throw new Error(USAGE)
  const trust = await readFile(values.trust ?? env('verifier').TRUST_FILE, 'utf8')
  const verifier = fileVerifier(trust)
  const texts = new Texts('en-GB', verifierMessages(compiled(messages)))
  const verdicts: Verdict[] = []
  for (const file of positionals) {
    const checked = expected(await verified(verifier, file), values.for)
    verdicts.push(checked.report.verdict)
    console.log(values.json ? jsonLine(file, checked, values.entries) : inWords(texts, file, checked, values.entries))
  }
  return EXIT.find(([verdict]) => verdicts.includes(verdict))?.[1] ?? 2
}

async function verified(verifier: FileVerifier, file: string): Promise<Checked> {
  const bytes = await read(file, verifier.largest)
  if (typeof bytes !== 'string') return { report: await verifier.verify(bytes) }
  const report = { kind: 'unknown', verdict: 'unchecked', trustFingerprint: verifier.fingerprint, entries: [] } as const
  return { report, reason: bytes, says: REASONS[bytes] }
}

async function read(file: string, largest: number): Promise<Uint8Array | Reason> {
  try {
    const found = await stat(file)
    if (found.isDirectory()) return 'folder'
    return found.size > largest ? 'too-large' : new Uint8Array(await readFile(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable'
  }
}

/** What is genuine but of somebody else is not what was asked for. What names nobody, or could not be read, is not accused of it. */
function expected(checked: Checked, code: string | undefined): Checked {
  const { report } = checked
  if (code === undefined || report.verdict === 'mismatch' || report.kind === 'unknown') return checked
  if (report.kind === 'evidence')
    return { report: { ...report, verdict: 'unchecked' }, reason: 'names-nobody', says: REASONS['names-nobody'] }
  if (report.verdict === 'unchecked') return checked
  const named = report.kind === 'history' ? report.identifier?.value : patientOf(report)
  if (named === undefined || named === code) return checked
  const what = report.kind === 'history' ? 'This is the list' : 'This is an entry'
  return { report: { ...report, verdict: 'mismatch', code: 'wrong-patient' }, says: `${what} of another person than ${code}.` }
}

/** The person whom the event in a proof names; undefined if the proof is without its event. */
function patientOf({ entries: [entry] }: FileReport): string | undefined {
  return entry && 'event' in entry ? entry.event.patient.value : undefined
}

function jsonLine(file: string, { report, reason }: Checked, withEntries: boolean): string {
  const { entries, ...rest } = report
  return visibleJson({ file, ...rest, ...(reason && { reason }), ...(withEntries && { entries }) })
}

function inWords(texts: Texts, file: string, { report, says }: Checked, withEntries: boolean): string {
  const words = wordsOf(texts, report)
  const width = Math.max(...words.facts.map(([name]) => name.length))
  const entries = withEntries ? report.entries.map((entry) => entryWords(texts, entry)) : []
  const notProved = says === undefined ? words.notProved : []
  const lines = [
    `${file}: ${words.title}`,
    ...(says === undefined ? words.says : [says]).map((text) => `  ${text}`),
    '',
    ...words.facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(entries.length > 0 ? [''] : []),
    ...entries.map(({ sentence, meta }) => `  - ${plain(sentence)} ${meta}`),
    ...(notProved.length > 0 ? ['', `  ${texts.text('verifier.notProvedTitle')}`, ...notProved.map((text) => `  - ${text}`)] : []),
    '',
  ]
  return lines.map(visible).join('\n')
}
