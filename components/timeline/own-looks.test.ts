import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areAllOwn, isOwn } from './own-looks.ts'
import type { Row, ShownRow } from './row.ts'

const look = (kind: string | undefined, more: object = {}, mark: ShownRow['mark'] = 'verified') =>
  ({
    key: 'k',
    mark,
    concealed: 'opened',
    logIndex: 1,
    event: { kind: 'access', origin: { id: 'portal' }, ...(kind && { actor: { kind } }), ...more },
  }) as ShownRow
const withheld: Row = { key: 'w', mark: 'verified', logIndex: 2, withheld: 'by-law' }

test('own looks are those of the patient’s own log-in, and of nobody who acts for them', () => {
  assert.ok(isOwn(look('patient')))
  for (const kind of ['representative', 'professional', 'system', 'unknown', undefined]) assert.ok(!isOwn(look(kind)), kind)
})

test('nothing that must be seen is taken for an own look', () => {
  assert.ok(!isOwn(look('patient', {}, 'mismatch')), 'what does not match')
  assert.ok(!isOwn(look('patient', { kind: 'correction' })), 'a correction')
  assert.ok(!isOwn(withheld), 'what is withheld')
  assert.ok(!isOwn(look('patient', { origin: { id: 'clinic' } })), 'what another record system says was the patient')
})

test('nobody but the patient has looked only where every entry is an own look', () => {
  assert.ok(areAllOwn([look('patient'), look('patient')]))
  for (const other of [look('system'), look('representative'), withheld]) assert.ok(!areAllOwn([look('patient'), other]))
  assert.ok(!areAllOwn([]), 'an empty list is a state of its own')
})
