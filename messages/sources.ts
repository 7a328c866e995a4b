import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** The code of pages and components, by its path. */
export const sources: ReadonlyMap<string, string> = new Map(
  globSync('{app,components}/**/*.{ts,tsx}')
    .filter((file) => !file.includes('.test.'))
    .map((file) => [file, readFileSync(file, 'utf8')]),
)

/** These files and all that they import, also by `import()`. */
export function reached(files: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (file: string) => {
    if (!sources.has(file) || found.has(file)) return
    found.add(file)
    importsOf(file).forEach(add)
  }
  files.forEach(add)
  return found
}

const IMPORTS = [/(?:^|\n)(?:import|export)\s+(?!type\b)[^;'"]*?from\s+'([^']+)'/g, /(?<!typeof )\bimport\('([^']+)'\)/g]

function importsOf(file: string): readonly string[] {
  const text = sources.get(file) ?? ''
  const froms = IMPORTS.flatMap((pattern) => [...text.matchAll(pattern)].map(([, from = '']) => from))
  return froms.map((from) => (from.startsWith('#') ? from.slice(1) : normalize(join(dirname(file), from))))
}
