import { fromAuditEvent } from '#lib/event/fhir.ts'
import type { IdentifierSystem } from '#lib/event/identifier.ts'
import type { Queued, Submission } from '#lib/ledger/queue.ts'
import type { RecordSystem } from '#lib/server/record-systems.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'
import { LIMITS } from './limits.ts'
import { Refusal, refuse } from './outcome.ts'
import { canonicalResource, type JsonObject } from './resource.ts'

/** The one way in: every door makes submissions with `prepare` and stores them with `commit`. */
export type Ingest = {
  /** What this resource of this record system means. @throws {Refusal} naming the elements that are wrong. */
  readonly prepare: (resource: JsonObject, recordSystem: RecordSystem) => Submission
  /**
   * Stores all of them in one transaction, committed when it returns; the events' ids in the same order. A resource that the system
   * sent before gets its first id again. @throws {Refusal} `unavailable`, and then none is stored.
   */
  readonly commit: (submissions: readonly Submission[]) => Promise<readonly string[]>
}

export type IngestParts = {
  readonly systems: readonly IdentifierSystem[]
  readonly skewSeconds: number
  readonly requireRoom: () => Promise<void>
  readonly enqueue: (submissions: readonly Submission[]) => Promise<readonly Queued[]>
}

export function createIngest({ systems, skewSeconds, requireRoom, enqueue }: IngestParts): Ingest {
  return {
    prepare(resource, recordSystem) {
      const source = canonicalResource(resource)
      if (Buffer.byteLength(source) > LIMITS.resourceBytes)
        throw refuse('too-large', `An AuditEvent holds at most ${LIMITS.resourceBytes} bytes.`, {}, 'AuditEvent')
      const mapped = fromAuditEvent(resource, recordSystem, { systems, clock: { now: Date.now(), skewMs: skewSeconds * 1000 } })
      if ('issues' in mapped) throw new Refusal('invalid-resource', mapped.issues)
      const { event, concealed, network } = mapped
      const { network: _, ...names } = concealed
      return {
        recordSystem: recordSystem.id,
        digest: sha256(utf8(source)),
        source,
        event,
        concealed: { ...names, ...(network && { network }) },
      }
    },
    async commit(submissions) {
      if (submissions.length === 0) return []
      await requireRoom()
      return (await enqueue(submissions)).map(({ eventId }) => eventId)
    },
  }
}
