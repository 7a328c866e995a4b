import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

/** Who may import whom (docs/architecture.md). What is not named here may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'lib/tlog': [],
  'lib/history': ['lib/tlog'],
  'lib/event': ['lib/tlog'],
  'lib/timestamp': ['lib/tlog'],
  'lib/dispute': ['lib/event'],
  'lib/env': [],
  'lib/env.ts': ['lib/env'],
  'lib/newest-file.ts': [],
  'lib/ask.ts': [],
  'lib/durable.ts': ['lib/newest-file.ts'],
  'lib/queries.ts': ['types'],
  'lib/languages.ts': [],
  'lib/verify': ['lib/tlog', 'lib/history', 'lib/event', 'lib/timestamp'],
  'lib/db': ['lib/env.ts', 'generated'],
  'lib/monitor': ['lib/tlog', 'lib/history', 'lib/ask.ts', 'lib/durable.ts'],
  'lib/ledger': [
    'lib/tlog',
    'lib/history',
    'lib/event',
    'lib/timestamp',
    'lib/db',
    'lib/ask.ts',
    'lib/durable.ts',
    'lib/newest-file.ts',
    'lib/env.ts',
  ],
  'lib/alert-kinds.ts': ['lib/event'],
  'lib/alerts': ['lib/event', 'lib/ledger', 'lib/db', 'lib/alert-kinds.ts'],
  'lib/server': [
    'lib/event',
    'lib/verify',
    'lib/dispute',
    'lib/ledger',
    'lib/alerts',
    'lib/db',
    'lib/env.ts',
    'lib/languages.ts',
    'lib/alert-kinds.ts',
  ],
  'lib/clockwork': ['lib/dispute', 'lib/alerts', 'lib/server', 'lib/db'],
  'lib/gateway': ['lib/tlog', 'lib/event', 'lib/ledger', 'lib/server', 'lib/env.ts'],
  'lib/identity-provider': [],
  'lib/pdf': [],
  components: ['lib/pdf', 'lib/verify', 'lib/event', 'lib/dispute', 'lib/queries.ts', 'lib/languages.ts', 'lib/alert-kinds.ts'],
}

/** Packages that a pure room may use; the other rooms are free. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  'lib/tlog': /^@noble\//,
  'lib/history': /^@noble\//,
  'lib/event': /^(zod|canonicalize)$/,
  'lib/dispute': /^$/,
  'lib/timestamp': /^@noble\//,
  'lib/verify': /^$/,
  'lib/pdf': /^pdfkit/,
}

const FROM =
  /(?:^|[\s;])(?:import|export)\s*(type\s)?(?:[\w*{},\s$]+?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\s*\(\s*(?:\/\*.*?\*\/\s*)?['"]([^'"]+)['"]/gm

/** What files of a room import; tests and their helpers are left out, and `*.node.ts`, Node's halves of `#sha256`, `#ed25519-sign` and `#mldsa44`. */
function importsOf(file: string): { target: string; type: boolean }[] {
  const source = readFileSync(file, 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  return [...source.matchAll(FROM)].map(([, type, from, dynamic]) => ({ target: from ?? dynamic ?? '', type: type !== undefined }))
}

function pathOf(file: string, target: string): string | undefined {
  if (/^#(sha256|ed25519-sign|mldsa44)$/.test(target)) return `lib/tlog/${target.slice(1)}.ts`
  if (target.startsWith('#')) return target.slice(1)
  return target.startsWith('.') ? normalize(join(dirname(file), target)) : undefined
}

const roomOf = (path: string) =>
  Object.keys(MAY_IMPORT).find((room) => path === room || path.startsWith(`${room}/`)) ??
  path
    .split('/')
    .slice(0, path.startsWith('lib/') ? 2 : 1)
    .join('/')
const files = globSync(['lib/**/*.ts', 'components/**/*.{ts,tsx}']).filter((file) => !/\.test\.tsx?$|testing|\.node\.ts$/.test(file))

for (const [room, allowed] of Object.entries(MAY_IMPORT))
  test(`${room} imports ${allowed.join(', ') || 'nothing of ours'}`, () => {
    const inRoom = files.filter((file) => roomOf(file) === room)
    assert.ok(inRoom.length > 0, 'the room exists')
    for (const file of inRoom)
      for (const { target, type } of importsOf(file)) {
        const path = pathOf(file, target)
        if (path === undefined) {
          const packages = PACKAGES[room]
          if (packages && !type) assert.match(target, packages, `${file} imports the package ${target}`)
          continue
        }
        if (roomOf(path) === room || (type && allowed.includes('types'))) continue
        assert.ok(allowed.includes(roomOf(path)), `${file} imports ${target}`)
      }
  })

test('a relative import stays in its room', () => {
  for (const file of files)
    for (const { target } of importsOf(file))
      if (target.startsWith('.')) assert.equal(roomOf(normalize(join(dirname(file), target))), roomOf(file), `${file} imports ${target}`)
})

test('the environment is read in one place', () => {
  const readers = globSync([
    'lib/**/*.ts',
    'components/**/*.{ts,tsx}',
    'app/**/*.{ts,tsx}',
    'bin/**/*.ts',
    'bench/**/*.ts',
    'e2e/**/*.ts',
  ]).filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
  // trust.ts and global-error.tsx name values that the build writes into the browser's code; the vectors' folders are named by the test command.
  const known = ['lib/env.ts', 'lib/verify/trust.ts', 'app/global-error.tsx', 'lib/rooms.test.ts']
  assert.deepEqual(
    readers.filter((file) => !known.includes(file) && !/testing\.ts$|\.test\.ts$/.test(file)),
    [],
  )
})
