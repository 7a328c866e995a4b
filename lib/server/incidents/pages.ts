import { type IncidentStep, incidentSteps, type LogRange } from '#lib/dispute/incident.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { type DescribedEvidence, describeEvidence } from '#lib/ledger/evidence.ts'
import { AppError } from '../app-error.ts'
import { readAt } from '../desk.ts'
import { fileResponse } from '../disputes/files.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { trustFile } from '../trust.ts'
import { type IncidentDetails, type IncidentRow, listIncidents, readIncident } from './rows.ts'

/** All incidents, for the queue. @throws {AppError} `not-logged-in`; `not-found` for other staff. */
export function incidentQueue(): Promise<readonly IncidentRow[]> {
  return forPage(async () => readAt(await deskOf(SUPPORT), SUPPORT, listIncidents))
}

type IncidentPage = {
  /** The session that the page is made for. */
  readonly visit: string
  readonly incident: Omit<IncidentDetails, 'evidence'> & { readonly hasEvidence: boolean }
  readonly evidence?: DescribedEvidence
  /** What the caller may do now. */
  readonly steps: readonly IncidentStep[]
  /** Entries that may be affected, as far as the evidence tells: all that the two checkpoints hold. */
  readonly suggested?: LogRange
}

/** One incident. @throws as `incidentQueue`; `not-found` for one that there is not. */
export function incidentPage(id: string): Promise<IncidentPage> {
  return forPage(async () => {
    const desk = await deskOf(SUPPORT)
    const { evidence: bytes, ...incident } = await readAt(desk, SUPPORT, (tx) => readIncident(tx, id))
    const evidence = bytes && describeEvidence(bytes, (await trustFile()).trust)
    const size = Math.max(0, evidence?.pinned.signed?.size ?? 0, evidence?.shown.signed?.size ?? 0)
    return {
      visit: desk.session.visit,
      incident: { ...incident, hasEvidence: bytes !== undefined },
      ...(evidence && { evidence }),
      steps: incidentSteps(incident, desk.session.role),
      ...(size > 0 && { suggested: { first: 0, last: size - 1 } }),
    }
  })
}

/** The evidence as it came, to check elsewhere. @throws as `incidentPage` */
export async function incidentEvidence(id: string): Promise<Response> {
  const { reference, evidence } = await readAt(await deskOf(SUPPORT), SUPPORT, (tx) => readIncident(tx, id))
  if (!evidence) throw new AppError('not-found')
  return fileResponse({ name: `${reference}.json`, type: 'application/json', bytes: evidence })
}
