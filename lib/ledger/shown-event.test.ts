import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANNA, accessEvent, NAME } from '#lib/verify/testing.ts'
import { type EventBytes, shownEvent } from './shown-event.ts'

const NOW = Date.parse('2026-08-06T14:30:00Z')
const digest = Buffer.alloc(32).toString('base64')
const bytes = (nameVisibility: object, change: Partial<EventBytes> = {}): EventBytes => ({
  event: Buffer.from(accessEvent(ANNA, 0, { nameVisibility } as Parameters<typeof accessEvent>[2])(digest)),
  concealed: Buffer.from(NAME),
  withheld: null,
  ...change,
})
const named = (nameVisibility: object, now = NOW) => {
  const shown = shownEvent(bytes(nameVisibility), now)
  return 'event' in shown ? [shown.concealed, shown.event.actor?.name] : shown
}

test('who looked is named where that is shown, and where it was withheld for a while that is over', () => {
  assert.deepEqual(named({ policy: 'shown' }), ['opened', 'Anna Berg'])
  assert.deepEqual(named({ policy: 'delayed', until: '2026-08-06T14:30:00.000Z' }), ['opened', 'Anna Berg'])
})

test('who looked is not named before that, nor where the law withholds it', () => {
  assert.deepEqual(named({ policy: 'delayed', until: '2026-08-06T14:30:00.001Z' }), ['withheld', undefined])
  assert.deepEqual(named({ policy: 'by-law' }), ['withheld', undefined])
})

test('of an entry without content it is said why, and what has no bytes is erased', () => {
  const policy = { policy: 'shown' }
  assert.deepEqual(shownEvent(bytes(policy, { withheld: 'retention' }), NOW), { withheld: 'retention' }, 'also where bytes are left')
  assert.deepEqual(shownEvent(bytes(policy, { withheld: 'of another kind' }), NOW), { withheld: 'erased' })
  for (const change of [{ event: null }, { concealed: null }])
    assert.deepEqual(shownEvent(bytes(policy, change), NOW), { withheld: 'erased' })
})

test('bytes that are no event are shown as unreadable', () => {
  const event = Buffer.from('{"nameVisibility":{"policy":"shown"}}')
  assert.deepEqual(shownEvent(bytes({ policy: 'shown' }, { event }), NOW), { withheld: 'unreadable' })
})
