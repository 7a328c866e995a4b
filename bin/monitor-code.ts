import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { env } from '#lib/env.ts'
import { manifestHash, printManifest } from '#lib/history/release.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { inspectCode, VISITORS } from '#lib/monitor/code.ts'
import { toHex } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { usage } from './monitor/arguments.ts'
import { PUBLIC_PAGES } from './monitor/public-pages.ts'

const USAGE = `npm run monitor-code -- --web https://look.example [--trust FILE] [--page PATH …]
Fetches the public pages as ${VISITORS.length} different visitors and compares each script with the release in the log.
It ends with 0 if all are those of the release, with 1 if one is not, and with 2 if that could not be found out.`

const { values } = parseArgs({
  options: { web: { type: 'string' }, trust: { type: 'string' }, page: { type: 'string', multiple: true, default: PUBLIC_PAGES } },
})

try {
  if (!values.web) throw usage(USAGE)
  const trust = parseTrust(await readFile(values.trust ?? env('auditor').TRUST_FILE, 'utf8'))
  const now = Math.floor(Date.now() / 1000)
  const { release, pages, files, findings } = await inspectCode({ web: values.web, trust, pages: values.page, now })
  const { manifest, index, checkpoint } = release
  for (const finding of findings) console.log(`✗ ${finding}`)
  if (checkpoint.waiting) console.log(`The checkpoint is not to be relied on yet: ${checkpoint.waiting}.`)
  console.log(
    `Release ${manifest.version} (${toHex(manifestHash(printManifest(manifest)))}) is entry ${index} of the log ${checkpoint.origin}.`,
  )
  console.log(`${pages} pages and ${files} files were fetched as ${VISITORS.length} visitors: ${findings.length} differences.`)
  process.exitCode = findings.length > 0 ? 1 : checkpoint.waiting ? 2 : 0
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof VerificationError ? 1 : 2
}
