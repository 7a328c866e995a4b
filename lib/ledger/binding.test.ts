import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { concealedBytes, eventBytes, type SealedEvent } from '#lib/event/access-event.ts'
import { taken } from '#lib/event/testing.ts'
import { commitConcealed, commitEvent } from '#lib/history/entry.ts'
import { toBase64 } from '#lib/tlog/bytes.ts'
import { type BoundBytes, bindingOf } from './binding.ts'

function row(): BoundBytes {
  const eventNonce = new Uint8Array(randomBytes(32))
  const concealedNonce = new Uint8Array(randomBytes(32))
  const concealed = concealedBytes({ actor: { name: 'Anna Berg' } })
  const digest = toBase64(commitConcealed(concealedNonce, concealed))
  const sealed: SealedEvent = { ...taken({}).event, concealed: digest, sourceDigest: digest }
  const event = eventBytes(sealed)
  return { commitment: commitEvent(eventNonce, event), event, eventNonce, concealed, concealedNonce, withheld: null }
}

test('an entry that says what was sealed is kept', () => {
  assert.equal(bindingOf(row()), 'kept')
})

test('an entry that says anything else is changed: its words, its names, its nonces, its commitment', () => {
  const kept = row()
  const other = row()
  for (const name of ['event', 'eventNonce', 'concealedNonce', 'commitment'] as const)
    assert.equal(bindingOf({ ...kept, [name]: other[name] }), 'changed', name)
  assert.equal(bindingOf({ ...kept, concealed: concealedBytes({ actor: { name: 'Eva Ilves' } }) }), 'changed')
  assert.equal(bindingOf({ ...kept, eventNonce: new Uint8Array(31) }), 'changed')
})

test('an entry whose words are withheld has none to compare', () => {
  assert.equal(bindingOf({ ...row(), event: null, eventNonce: null, concealed: null, concealedNonce: null, withheld: 'by-law' }), 'gone')
})
