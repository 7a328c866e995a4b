import type { Line } from '#components/timeline/arrange.ts'
import type { Mark, Row } from '#components/timeline/row.ts'
import type { AccessEvent, Actor } from '#lib/event/access-event.ts'
import { SYSTEM } from '#lib/event/codes.ts'

const DIGEST = `${'A'.repeat(43)}=`
const ROLE = { nurse: '106292003', physician: '309343006', doctor: '62247001' } as const

const person = (name: string | undefined, role: keyof typeof ROLE): Actor => ({
  kind: 'professional',
  role: { system: SYSTEM.snomed, code: ROLE[role] },
  ...(name !== undefined && { name }),
})

/** An invented look, the plainest that there is. */
const PLAIN: AccessEvent = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'access',
  patient: { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' },
  accessedAt: '2026-08-06T14:30:00.000Z',
  recordedAt: '2026-08-06T14:30:00.000Z',
  action: 'R',
  eventType: { system: SYSTEM.eventType, code: 'rest' },
  eventCodes: [{ system: SYSTEM.interaction, code: 'read' }],
  outcome: '0',
  actor: person('Anna Berg', 'nurse'),
  organisation: { name: 'Tartu Clinic' },
  purpose: [{ system: SYSTEM.actReason, code: 'TREAT' }],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory', title: 'Blood count' }],
  origin: { id: 'tartu-clinic', name: 'Tartu Clinic records' },
  legalBasis: [],
  sensitivity: [],
  nameVisibility: { policy: 'shown' },
  concealed: DIGEST,
  sourceDigest: DIGEST,
}

const purpose = (code: string) => [{ system: SYSTEM.actReason, code }]
const program: Partial<AccessEvent> = { automatic: true, actor: { kind: 'system', name: 'Prescription Centre' }, purpose: [] }
const search = { eventCodes: [{ system: SYSTEM.interaction, code: 'search' }] }
const unnamed = { actor: person(undefined, 'physician') }

let count = 0

function row(change: Partial<AccessEvent> = {}, mark: Mark = 'verified'): Row {
  count += 1
  const concealed = (change.nameVisibility?.policy ?? 'shown') === 'shown' ? 'opened' : 'withheld'
  return { key: `sample-${count}`, mark, logIndex: count, concealed, event: { ...PLAIN, ...change } }
}

function line(...rows: readonly [Row, ...Row[]]): Line {
  const [first, ...others] = rows
  return { key: first.key, looks: [{ row: first }, ...others.map((other) => ({ row: other }))] }
}

const one = (change: Partial<AccessEvent> = {}, mark: Mark = 'verified') => line(row(change, mark))
const withheld = (why: 'by-law' | 'retention' | 'erased'): Line => line({ key: why, mark: 'verified', logIndex: 7, withheld: why })
const at = (time: string) => ({ accessedAt: `2026-08-06T${time}.000Z`, recordedAt: `2026-08-06T${time}.000Z` })

/** One line for each thing that a row can say. */
export const LINES: { readonly [group in 'people' | 'special' | 'names' | 'notShown' | 'marks']: readonly Line[] } = {
  people: [
    one(),
    one({ actor: person('Eve Sild', 'nurse'), onBehalfOf: person('Dr Rein Vaher', 'physician'), unit: { name: 'Internal medicine' } }),
    line(row(at('08:12:00')), row(at('07:58:00')), row(at('07:41:00'))),
    one({ actor: { kind: 'patient' }, purpose: purpose('PATRQT') }),
    one({
      actor: { kind: 'representative', name: 'Kadri Maasikas', role: { system: SYSTEM.roleClass, code: 'PRS' } },
      purpose: purpose('FAMRQT'),
    }),
    one({ purpose: [], data: [{ category: 'patient-summary' }, { category: 'prescription' }, { category: 'image' }] }),
    one({ actor: person('MARY ÄNN O’CONNEŽ-ŠUSLIK', 'doctor'), recordedAt: '2026-08-09T06:00:00.000Z' }),
  ],
  special: [
    one({ ...program, ...search, organisation: { name: 'Health Insurance Agency' }, data: [{ category: 'prescription' }] }),
    one({ emergency: true, actor: person('Dr Siim Hein', 'physician'), organisation: { name: 'North Hospital' }, purpose: purpose('BTG') }),
    one({ outcome: '8', data: [{ category: 'discharge' }] }),
    one({ outcome: '12' }),
    one({ purpose: purpose('HTEST') }),
    {
      key: 'twins',
      looks: [
        { row: row({ correlationId: 'x' }), twin: { key: 'twin', mark: 'verified', logIndex: 99, concealed: 'opened', event: PLAIN } },
      ],
    },
  ],
  names: [
    one({ ...unnamed, nameVisibility: { policy: 'role-only' } }),
    one({ ...unnamed, nameVisibility: { policy: 'delayed', until: '2026-08-13T14:30:00.000Z' } }),
    one({ ...unnamed, nameVisibility: { policy: 'by-law' } }),
  ],
  notShown: [
    withheld('by-law'),
    withheld('retention'),
    withheld('erased'),
    one({ kind: 'erasure', erased: [4, 5] }),
    one({ kind: 'correction', corrected: PLAIN.id }),
    one({ kind: 'link', linked: { system: PLAIN.patient.system, value: '48403129900' } }),
  ],
  marks: [one({}, 'unverified'), one({}, 'waiting'), one({}, 'unchecked'), one({}, 'mismatch')],
}
