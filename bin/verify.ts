import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { entryWords } from '#components/verifier/entry-words.ts'
import { plain } from '#components/verifier/icu.ts'
import { Texts } from '#components/verifier/texts.ts'
import { wordsOf } from '#components/verifier/words.ts'
import { env } from '#lib/env.ts'
import { type FileVerifier, fileVerifier } from '#lib/verify/file-verifier.ts'
import type { Verdict } from '#lib/verify/types.ts'
import type { FileReport } from '#lib/verify/verify-file.ts'
import messages from '../messages/en.json' with { type: 'json' }

const USAGE = `Usage: npm run verify -- FILE… [options]
  FILE             .sightline, .tlog-proof or evidence
  --trust FILE     the trust file to believe; otherwise that of this installation
  --for CODE       the personal code that a history must be of
  --entries        also the entries
  --json           one line of JSON a file (docs/verifying.md)
Ends with 0 if every file verified, 1 if one does not match, 2 if one could not be checked, 3 if one was not sealed.`

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
  const texts = new Texts('en-GB', messages)
  const verdicts: Verdict[] = []
  for (const file of positionals) {
    const report = expected(await verified(verifier, file), values.for)
    verdicts.push(report.verdict)
    console.log(values.json ? jsonLine(file, report, values.entries) : inWords(texts, file, report, values.entries))
  }
  return EXIT.find(([verdict]) => verdicts.includes(verdict))?.[1] ?? 2
}

async function verified(verifier: FileVerifier, file: string): Promise<FileReport> {
  if ((await stat(file)).size > verifier.largest) throw new Error(`${file} is larger than any file of ours.`)
  return verifier.verify(new Uint8Array(await readFile(file)))
}

/** A genuine history of somebody else is not the one that was asked for. */
function expected(report: FileReport, code: string | undefined): FileReport {
  if (code === undefined || report.verdict === 'mismatch') return report
  if (report.kind === 'history' && report.identifier?.value === code) return report
  return { ...report, verdict: 'mismatch', code: 'wrong-patient' }
}

function jsonLine(file: string, report: FileReport, withEntries: boolean): string {
  const { entries, ...rest } = report
  return JSON.stringify({ file, ...rest, ...(withEntries && { entries }) })
}

function inWords(texts: Texts, file: string, report: FileReport, withEntries: boolean): string {
  const { title, says, facts, notProved } = wordsOf(texts, report)
  const width = Math.max(...facts.map(([name]) => name.length))
  const entries = withEntries ? report.entries.map((entry) => entryWords(texts, entry)) : []
  return [
    `${file}: ${title}`,
    ...says.map((text) => `  ${text}`),
    '',
    ...facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...(entries.length > 0 ? [''] : []),
    ...entries.map(({ sentence, meta }) => `  - ${plain(sentence)} ${meta}`),
    ...(notProved.length > 0 ? ['', `  ${texts.text('verifier.notProvedTitle')}`, ...notProved.map((text) => `  - ${text}`)] : []),
    '',
  ].join('\n')
}
