import { createHash } from 'node:crypto'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'
import { type Actor, type EventDraft, jcs, type Named, type PatientIdentifier } from '#lib/event/access-event.ts'
import { type PurposeKey, SYSTEM } from '#lib/event/codes.ts'
import { caseUrn, PORTAL } from '#lib/event/portal.ts'
import { visible } from '#lib/event/visible.ts'
import { enqueueOwn, type Submission } from '#lib/ledger/queue.ts'

/** Somebody opens a person's list here: the person, somebody who acts for them, or staff. */
export type PortalLook = {
  /** Says which session, and nothing about whose: in one session somebody has looked at a person's list once, or once for each case. */
  readonly session: string
  /** Whose list it is. */
  readonly patient: PatientIdentifier
  /** Who opens it. A person needs no name in their own list. */
  readonly actor: Actor
  /** A code of v3-ActReason. */
  readonly purpose: PurposeKey
  /** By which program, where it is not a page of this service. */
  readonly application?: string
  /** Of the case for which staff look, such as `S-2026-00042`: a look for another case is another look. */
  readonly reference?: string
  /** For whom somebody looks who does not work for the operator. */
  readonly organisation?: Named
}

const MOST_REMEMBERED = 10_000

/** What the portal reports of itself, through the same queue as what record systems report. */
export class Portal {
  readonly #pool: Pool
  readonly #operator: string
  readonly #now: () => Date
  readonly #recorded = new Map<string, Promise<void>>()

  constructor(pool: Pool, { operator, now = () => new Date() }: { readonly operator: string; readonly now?: () => Date }) {
    this.#pool = pool
    this.#operator = operator
    this.#now = now
  }

  /**
   * When this returns, the look is committed and will be sealed; only then may what is looked at be sent. The same session and person again,
   * also at the same time or by another process, stores nothing. That the actor may look, the caller has checked.
   *
   * @throws whatever the database refuses; then nothing may be sent.
   */
  record(look: PortalLook): Promise<void> {
    const submission = submissionOf(look, this.#operator, this.#now())
    const key = `${look.patient.system} ${look.patient.value} ${submission.source}`
    const known = this.#recorded.get(key)
    if (known) return known
    const recording = enqueueOwn(this.#pool, submission).then(() => undefined)
    this.#recorded.set(key, recording)
    recording.catch(() => this.#recorded.delete(key))
    const [oldest] = this.#recorded.keys()
    if (this.#recorded.size > MOST_REMEMBERED && oldest !== undefined) this.#recorded.delete(oldest)
    return recording
  }
}

let portal: Portal | undefined

/** `Portal.record` of the web process. */
export function recordPortalLook(look: PortalLook): Promise<void> {
  const { WEB_DATABASE_URL, OPERATOR_NAME } = env('web')
  portal ??= new Portal(createPool(WEB_DATABASE_URL, { max: 4 }), { operator: OPERATOR_NAME })
  return portal.record(look)
}

/** The source is what makes two looks the same: who in which session and for which case, and not when. */
function submissionOf(
  { session, patient, actor, purpose, application = PORTAL.name, reference, organisation }: PortalLook,
  operator: string,
  now: Date,
): Submission {
  const { name, identifier, ...agent } = actor
  const source = Buffer.from(
    jcs({ actor: agent.kind, look: 'access-history', session, ...(reference !== undefined && { reference }) }),
  ).toString()
  const seen = name === undefined || name === '' ? undefined : visible(name)
  const names = { ...(seen !== undefined && { name: seen }), ...(identifier && { identifier }) }
  return {
    recordSystem: PORTAL.id,
    digest: createHash('sha256').update(source).digest(),
    source,
    event: eventOf(
      { patient, actor: agent, purpose, application, reference, organisation: organisation ?? { name: operator } },
      now.toISOString(),
    ),
    concealed: Object.keys(names).length > 0 ? { actor: names } : {},
  }
}

type Told = Pick<PortalLook, 'patient' | 'purpose'> & {
  readonly actor: Pick<Actor, 'kind' | 'role'>
  readonly application: string
  readonly organisation: Named
  readonly reference: string | undefined
}

function eventOf({ patient, actor, purpose, application, organisation, reference }: Told, at: string): EventDraft {
  const auditLogUsed = { system: SYSTEM.dcm, code: '110101', display: 'Audit Log Used' }
  return {
    id: '', // the queue gives it one
    kind: 'access',
    patient,
    accessedAt: at,
    recordedAt: at,
    action: 'R',
    eventType: auditLogUsed,
    eventCodes: [auditLogUsed],
    outcome: '0',
    actor,
    organisation,
    application: { name: visible(application) },
    purpose: [{ system: SYSTEM.actReason, code: purpose }],
    emergency: false,
    automatic: false,
    // The name that DICOM PS3.15, A.5.3.2, gives to what was opened.
    data: [{ category: 'unclassified', title: 'Security Audit Log', ...(reference !== undefined && { reference: caseUrn(reference) }) }],
    origin: { id: PORTAL.id, name: PORTAL.name },
    legalBasis: [],
    sensitivity: [],
    nameVisibility: { policy: 'shown' },
  }
}
