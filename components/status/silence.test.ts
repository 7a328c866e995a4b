import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentSince, worstFirst } from './silence.ts'

const late = { kind: 'late', from: '2026-03-01', to: '2026-04-01' } as const
const ended = { kind: 'silent', from: '2026-03-01', to: '2026-04-01' } as const
const open = { kind: 'silent', from: '2026-06-01', to: undefined } as const
const system = (active: boolean, ...gaps: readonly (typeof late | typeof ended | typeof open)[]) => ({ active, gaps })

test('silent is whoever reports nothing now, and is still in use', () => {
  assert.equal(silentSince(system(true, ended, open)), '2026-06-01')
  assert.equal(silentSince(system(true, ended, late)), undefined)
  assert.equal(silentSince(system(false, open)), undefined)
  assert.equal(silentSince(system(true)), undefined)
})

test('whoever is silent stands first, and whoever was switched off last', () => {
  const [silent, gaps, fine, off] = [system(true, open), system(true, late), system(true), system(false, open)]
  assert.deepEqual([off, fine, gaps, silent].toSorted(worstFirst), [silent, gaps, fine, off])
})
