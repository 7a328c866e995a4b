import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const NOTE = `
  const { noteUnreadable, readConcealed } = await import('./lib/server/unreadable.ts')
  for (let i = 0; i < 3; i++) noteUnreadable([{ logIndex: 12, withheld: 'unreadable' }, { logIndex: 13, withheld: 'erased' }, { logIndex: 14, event: {} }])
  readConcealed(12, new TextEncoder().encode('?'))
  readConcealed(15, new TextEncoder().encode('{}'))
  readConcealed(16, new Uint8Array([255]))`

test('the log says once of each entry that it cannot be read, and nothing else of it', () => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', NOTE]
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.equal(stderr, '')
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ time: _, ...line }) => line),
    [12, 16].map((logIndex) => ({
      level: 50,
      logIndex,
      msg: 'security incident: what is stored of an entry is not what was sealed; run npm run fsck',
    })),
  )
})
