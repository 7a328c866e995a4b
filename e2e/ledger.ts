import { createHash, randomUUID } from 'node:crypto'
import { expect } from '@playwright/test'
import type { EventDraft } from '#lib/event/access-event.ts'
import { enqueue } from '#lib/ledger/queue.ts'
import { asOwner, identifierOf } from './product.ts'

/** Has one event sealed that no AuditEvent can say, such as a correction. Gives its id and its place in the log. */
export function seal(code: string, more: Partial<EventDraft>, name?: string): Promise<{ readonly id: string; readonly logIndex: number }> {
  const at = new Date().toISOString()
  const event: EventDraft = {
    id: randomUUID(),
    kind: 'access',
    patient: identifierOf(code),
    accessedAt: at,
    recordedAt: at,
    action: 'R',
    eventType: { code: 'rest' },
    eventCodes: [{ code: 'read' }],
    outcome: '0',
    organisation: { name: 'Tartu Clinic' },
    purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: 'TREAT' }],
    emergency: false,
    automatic: false,
    data: [{ category: 'laboratory' }],
    origin: { id: 'tartu-clinic', name: 'Tartu Clinic records' },
    legalBasis: [],
    sensitivity: [],
    nameVisibility: { policy: 'shown' },
    ...more,
  }
  const source = JSON.stringify({ id: randomUUID() })
  const digest = createHash('sha256').update(source).digest()
  return asOwner(async (owner) => {
    const concealed = name === undefined ? {} : { actor: { name } }
    const [queued] = await enqueue(owner, [{ recordSystem: event.origin.id, digest, source, event, concealed }])
    const place = async () =>
      (await owner.query<{ log_index: number }>('SELECT log_index FROM event WHERE id = $1', [queued?.eventId])).rows[0]
    await expect.poll(place, { message: 'it is sealed' }).toBeDefined()
    return { id: queued?.eventId ?? '', logIndex: (await place())?.log_index ?? -1 }
  })
}

/** Takes away what an entry says, and leaves its place. */
export function withhold(logIndex: number, why: 'by-law' | 'retention' | 'erased'): Promise<void> {
  return asOwner(async (owner) => {
    await owner.query(
      `UPDATE event SET withheld = $2, event = NULL, event_nonce = NULL, concealed = NULL, concealed_nonce = NULL, source_nonce = NULL,
         network = NULL WHERE log_index = $1`,
      [logIndex, why],
    )
  })
}
