import { STATUS_CODES } from 'node:http'
import type { Submission } from '#lib/ledger/queue.ts'
import type { RecordSystem } from '#lib/server/record-systems.ts'
import type { FhirDoor } from './fhir.ts'
import { LIMITS } from './limits.ts'
import { briefly, type OperationOutcome, Refusal, refuse } from './outcome.ts'
import { isObject, type JsonObject } from './resource.ts'

/**
 * FHIR R4 batch: each entry is taken or refused by itself, and answered in its place. What is taken is committed in one
 * transaction before anything is answered; without a database the whole request is refused with 503.
 */
export async function answerBundle(bundle: JsonObject, recordSystem: RecordSystem, door: FhirDoor): Promise<JsonObject> {
  const entries = requireBatch(bundle)
  const read = entries.map((entry, index) => readEntry(entry, index, recordSystem, door))
  const submissions = read.filter((entry): entry is Submission => !(entry instanceof Refusal))
  const ids = (await door.ingest.commit(submissions)).values()
  const outcome = briefly(LIMITS.answerIssues)
  const answers = read.map((entry) =>
    entry instanceof Refusal ? refused(entry, outcome(entry)) : created(`${door.base}/AuditEvent/${ids.next().value}`),
  )
  return { resourceType: 'Bundle', type: 'batch-response', entry: answers }
}

function requireBatch(bundle: JsonObject): readonly unknown[] {
  if (bundle.resourceType !== 'Bundle') throw refuse('bad-request', 'The base address takes a Bundle of type batch.', {}, 'Bundle')
  if (bundle.type === 'transaction')
    throw refuse('invalid-resource', 'Transactions are not offered: send a batch, events are independent.', {}, 'Bundle.type')
  if (bundle.type !== 'batch') throw refuse('invalid-resource', 'Of Bundles only the type batch is taken.', {}, 'Bundle.type')
  const entries = bundle.entry ?? []
  if (!Array.isArray(entries)) throw refuse('bad-request', 'Bundle.entry is a list.', {}, 'Bundle.entry')
  if (entries.length > LIMITS.bundleEntries)
    throw refuse('too-large', `A batch holds at most ${LIMITS.bundleEntries} entries.`, {}, 'Bundle.entry')
  return entries
}

function readEntry(entry: unknown, index: number, recordSystem: RecordSystem, { ingest }: FhirDoor): Submission | Refusal {
  const path = `Bundle.entry[${index}]`
  try {
    if (!isObject(entry) || !isObject(entry.resource)) throw refuse('bad-request', 'An entry holds a resource.', {}, `${path}.resource`)
    const request = isObject(entry.request) ? entry.request : {}
    if (request.method !== 'POST') throw refuse('method-not-allowed', 'Only POST is offered.', {}, `${path}.request.method`)
    if (request.url !== 'AuditEvent') throw refuse('not-found', 'Only AuditEvent is offered.', {}, `${path}.request.url`)
    if (request.ifNoneExist !== undefined)
      throw refuse(
        'bad-request',
        'Conditional create is not offered: the same resource is stored once anyway.',
        {},
        `${path}.request.ifNoneExist`,
      )
    return ingest.prepare(entry.resource, recordSystem)
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
}

function created(location: string) {
  return { response: { status: '201 Created', location } }
}

function refused({ kind }: Refusal, outcome: OperationOutcome) {
  return { response: { status: `${kind.status} ${STATUS_CODES[kind.status]}`, outcome } }
}
