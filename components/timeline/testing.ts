import type { AccessEvent } from '#lib/event/access-event.ts'
import type { ShownRow } from './row.ts'

const digest = `${'A'.repeat(43)}=`
/** An invented look, the plainest that there is. */
export const EVENT: AccessEvent = {
  id: '00000000-0000-4000-8000-000000000000',
  kind: 'access',
  patient: { system: 'https://fhir.ee/sid/pid/est/ni', value: '38001085718' },
  accessedAt: '2026-08-06T14:30:00.000Z',
  recordedAt: '2026-08-06T14:30:00.000Z',
  action: 'R',
  eventType: { code: 'rest' },
  eventCodes: [{ code: 'read' }],
  outcome: '0',
  actor: { kind: 'professional', name: 'Anna Berg' },
  organisation: { name: 'Tartu Clinic' },
  purpose: [],
  emergency: false,
  automatic: false,
  data: [{ category: 'laboratory' }],
  origin: { id: 'client', name: 'Client' },
  legalBasis: [],
  sensitivity: [],
  nameVisibility: { policy: 'shown' },
  concealed: digest,
  sourceDigest: digest,
}

/** Entry `historyIndex` of a list, as a page shows it. */
export function rowOf(historyIndex: number, change: Partial<AccessEvent> = {}, mark: ShownRow['mark'] = 'verified'): ShownRow {
  return { key: String(historyIndex), mark, event: { ...EVENT, ...change }, concealed: 'opened', logIndex: historyIndex * 3, historyIndex }
}
