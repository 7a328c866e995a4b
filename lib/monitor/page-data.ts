import type { Manifest } from '#lib/history/release.ts'
import { parseFlight, type Row } from './flight.ts'
import { rowFindings, unknownFile } from './page-rows.ts'

type Files = Manifest['files']

/** What the framework writes into a page: data that is pushed onto one of two lists, and no code. */
const PUSH =
  /^(?:(\(globalThis\["TURBOPACK"\] \|\| \(globalThis\["TURBOPACK"\] = \[\]\)\))|\(self\.__next_f=self\.__next_f\|\|\[\]\)|self\.__next_f)\.push\((.+)\);?\s*$/s
const UNREADABLE = 'it has data that cannot be read'

/**
 * What is wrong with a page’s inline scripts, in the order in which they run: each that is not data, and what in the data would load what is
 * not in the release.
 *
 * Not looked at: which of the release’s own components the data choose, and what those do with them.
 */
export function dataFindings(scripts: readonly string[], files: Files): string[] {
  const findings: string[] = []
  const flight: unknown[] = []
  for (const script of scripts) {
    const [, turbopack, json = ''] = PUSH.exec(script) ?? []
    const data = parsed(json)
    if (data === undefined) findings.push(`it has a script of its own: ${script.slice(0, 80)}`)
    else if (turbopack === undefined) flight.push(data)
    else findings.push(...chunkFindings(data, files))
  }
  const rows = rowsOf(flight)
  if (!rows) return [...findings, UNREADABLE]
  return [...findings, ...rowFindings(rows, files).map((finding) => `its data hold ${finding}`)]
}

/** The framework forgets at `[0]` what came before: that must be the first, and all others rows. Undefined if it is otherwise. */
function rowsOf([first, ...rest]: readonly unknown[]): Row[] | undefined {
  const texts = rest.flatMap((one) => (Array.isArray(one) && one.length === 2 && one[0] === 1 ? [Buffer.from(String(one[1]))] : []))
  if (texts.length < rest.length || (first !== undefined && JSON.stringify(first) !== '[0]')) return undefined
  try {
    return parseFlight(Buffer.concat(texts))
  } catch {
    return undefined
  }
}

function chunkFindings(data: unknown, files: Files): string[] {
  const { otherChunks, runtimeModuleIds: _, ...more } = Object(data) as Record<string, unknown>
  if (!Array.isArray(otherChunks) || Object.keys(more).length > 0) return [UNREADABLE]
  const paths = otherChunks.map((chunk) => `/_next/${chunk}`)
  return paths.filter((path) => !files.has(path)).map((path) => `its data hold ${unknownFile(path)}`)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
