import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessEvent } from './access-event.ts'
import { SYSTEM } from './codes.ts'
import { forStaff } from './for-staff.ts'
import { taken } from './testing.ts'
import { sentence } from './words.ts'

const SECRET = 'HIV'
const event: AccessEvent = {
  ...taken({}).event,
  concealed: '',
  sourceDigest: '',
  eventType: { code: 'rest', display: SECRET },
  eventCodes: [{ code: 'read', display: SECRET }],
  purpose: [{ code: 'clinic-7', display: SECRET }],
  data: [
    { category: 'laboratory', title: `${SECRET} test`, reference: `DocumentReference/${SECRET}` },
    { category: 'discharge', title: SECRET },
  ],
  sensitivity: [{ system: SYSTEM.actReason, code: 'HTEST' }, { code: SECRET }],
  legalBasis: [`urn:${SECRET}`],
  sourceText: SECRET,
  correlationId: SECRET,
  patient: { system: 's', value: SECRET },
  actor: { kind: 'professional', name: 'Anna Berg', identifier: { value: SECRET } },
  onBehalfOf: { kind: 'professional', name: 'Eva Ilves', identifier: { value: SECRET } },
}

test('staff are told who looked at which kinds of data, and nothing of what is in them', () => {
  const seen = forStaff(event)
  assert.ok(!JSON.stringify(seen).includes(SECRET), JSON.stringify(seen))
  const { who, what } = sentence(seen)
  assert.deepEqual([who.name, what], ['Anna Berg', ['laboratory', 'discharge']])
  assert.equal(seen.sensitivity.length, 1, 'test data says that it is')
})
