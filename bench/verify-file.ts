import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TestLog } from '#lib/history/testing.ts'
import { ANNA, addEntries, NOW, visitTo } from '#lib/verify/testing.ts'
import { figure } from './figure.ts'

const ENTRIES = 3000
const TARGET = 1
const RUNS = 5

/** What somebody waits for who types the command: the process, its code compiled anew, and 3,000 entries. */
const log = new TestLog({ quorum: 'both', auditors: ['auditor'] })
addEntries(log, ANNA, 0, ENTRIES)
log.seal(NOW)
const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'))
try {
  const [trust, file] = [join(folder, 'trust.json'), join(folder, 'whole.sightline')]
  writeFileSync(trust, log.trustText)
  const text = (await visitTo({ log }).visit.historyFile())?.text ?? ''
  writeFileSync(file, text)
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now()
    const { status, stderr } = spawnSync(process.execPath, ['bin/verify.ts', '--trust', trust, file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the file was not verified: ${stderr}`)
    return (performance.now() - started) / 1000
  }).sort((a, b) => a - b)
  const median = times[Math.floor(RUNS / 2)] ?? Number.NaN
  console.log(`verify-file: ${ENTRIES} entries, ${Math.round(text.length / 1000)} kB`)
  figure('verify-file', median, 's', `≤ ${TARGET}`, median <= TARGET)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
