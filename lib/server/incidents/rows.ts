import { z } from 'zod'
import type { Snapshot } from '#lib/db/prisma.ts'
import {
  INCIDENT_STEPS,
  type IncidentNeed,
  type IncidentState,
  type IncidentStep,
  type LogRange,
  mayStep,
  type Notice,
  stateAfterStep,
} from '#lib/dispute/incident.ts'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { UUID } from '#lib/event/access-event.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { AppError } from '../app-error.ts'
import type { Form } from '../request.ts'

/** What staff see of an incident in the queue. */
export type IncidentRow = {
  readonly id: string
  readonly reference: string
  readonly code: string
  readonly proved: boolean
  readonly state: IncidentState
  readonly reports: number
  readonly frozen: boolean
  readonly openedAt: string
}

type IncidentEventView = {
  readonly number: string
  readonly at: string
  readonly step: IncidentStep | 'report'
  readonly party: 'reporter' | 'agent' | 'supervisor'
  readonly authorName?: string
  readonly text?: string
  readonly range?: LogRange
}

export type IncidentDetails = IncidentRow & {
  readonly reportedAt: string
  readonly range?: LogRange
  readonly notice?: Notice
  readonly publishedAt?: string
  readonly evidence?: Uint8Array
  readonly events: readonly IncidentEventView[]
}

/** Above these, the first of them are shown: proved and unfinished ones, the newest. */
const MOST = 300

/** Proved before unproven ones, unfinished before finished ones, then newest first. */
export async function listIncidents(tx: Snapshot): Promise<readonly IncidentRow[]> {
  const rows = await tx.$queryRaw<
    {
      id: string
      reference: string
      code: string
      proved: boolean
      state: IncidentState
      reports: number
      frozen: boolean
      opened_at: Date
    }[]
  >`
    SELECT id, reference, code, proved, state, reports, frozen, opened_at FROM incident
    ORDER BY state IN ('decided', 'unfounded'), NOT proved, opened_at DESC LIMIT ${MOST}`
  return rows.map(({ opened_at, ...row }) => ({ ...row, openedAt: opened_at.toISOString() }))
}

/** @throws {AppError} `not-found` */
export async function readIncident(tx: Snapshot, id: string): Promise<IncidentDetails> {
  const row = UUID.test(id) ? await tx.incident.findUnique({ where: { id } }) : null
  if (!row) throw new AppError('not-found')
  const events = await tx.incidentEvent.findMany({ where: { incident: id }, orderBy: { number: 'asc' } })
  const { firstIndex, lastIndex, notice, publishedAt, evidence } = row
  return {
    id,
    reference: row.reference,
    code: row.code,
    proved: row.proved,
    state: row.state as IncidentState,
    reports: row.reports,
    frozen: row.frozen,
    openedAt: row.openedAt.toISOString(),
    reportedAt: row.reportedAt.toISOString(),
    ...(firstIndex !== null && lastIndex !== null && { range: { first: Number(firstIndex), last: Number(lastIndex) } }),
    ...(notice !== null && { notice: notice as Notice }),
    ...(publishedAt && { publishedAt: publishedAt.toISOString() }),
    ...(evidence && { evidence }),
    events: events.map(({ number, at, step, party, authorName, text, detail }) => ({
      number: String(number),
      at: at.toISOString(),
      step: step as IncidentEventView['step'],
      party: party as IncidentEventView['party'],
      ...(authorName !== null && { authorName }),
      ...(text !== null && { text }),
      ...(detail !== null && typeof detail === 'object' && 'first' in detail && { range: detail as LogRange }),
    })),
  }
}

const texts = z.string().trim().min(1).max(LONGEST_TEXT)
const index = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)
const range = z.object({ first: index, last: index }).refine(({ first, last }) => first <= last)
const notice = z.object(Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, texts])))

type By = { readonly staff: string; readonly role: StaffRole; readonly name: string }
type Given = { readonly text?: string; readonly range?: LogRange; readonly notice?: Notice }

/**
 * Makes a step: judged, written down and counted in, all or nothing. The database refuses it too for a role that may not.
 *
 * @throws {AppError} `not-found` for an incident or a step that the caller has not; `not-now`; `bad-request` when something is missing.
 */
export async function stepIncident(tx: Snapshot, id: string, step: IncidentStep, by: By, form: Form): Promise<void> {
  const given = UUID.test(id) ? read(INCIDENT_STEPS[step].needs, form) : undefined
  const facts = given && (await factsOf(tx, id, INCIDENT_STEPS[step].by.length === 1))
  if (!given || !facts) throw new AppError('not-found')
  const refusal = mayStep(facts, step, by.role)
  if (refusal) throw new AppError(refusal === 'not-now' ? 'not-now' : 'not-found')
  const state = stateAfterStep(facts.state, step)
  const data = changesOf(step, state, given)
  if (data) await tx.incident.update({ where: { id }, data, select: { id: true } })
  const detail = { ...given.range, ...(given.notice && { notice: given.notice }) }
  await tx.$executeRaw`
    INSERT INTO incident_event (incident, step, party, author, author_name, state, text, detail)
    VALUES (${id}::uuid, ${step}, ${by.role}, ${by.staff}::uuid, ${by.name}, ${state}, ${given.text ?? null}, ${JSON.stringify(detail)}::jsonb)`
}

/** Who may change it locks it: an agent, who may not, only reads it. */
async function factsOf(tx: Snapshot, id: string, lock: boolean) {
  if (lock) await tx.$queryRaw`SELECT 1 FROM incident WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.incident.findUnique({ where: { id }, select: { state: true, proved: true, frozen: true } })
  return row && { ...row, state: row.state as IncidentState }
}

function read(needs: readonly IncidentNeed[], form: Form): Given {
  const given = (name: string) => form.get(name) ?? ''
  const wrong = () => new AppError('bad-request', { message: `This step needs: ${needs.join(', ')}.` })
  if (needs.includes('sure') && given('sure') !== 'yes') throw wrong()
  const [text, entries, words] = [
    texts.optional().safeParse(given('text').trim() || undefined),
    needs.includes('range') ? range.safeParse({ first: given('first'), last: given('last') }) : undefined,
    needs.includes('notice') ? notice.safeParse(Object.fromEntries([...form])) : undefined,
  ]
  if (!text.success || entries?.success === false || words?.success === false) throw wrong()
  if (needs.includes('text') && text.data === undefined) throw wrong()
  return {
    ...(text.data !== undefined && { text: text.data }),
    ...(entries?.data && { range: entries.data }),
    ...(words?.data && { notice: words.data as Notice }),
  }
}

type Changes = Parameters<Snapshot['incident']['update']>[0]['data']

function changesOf(step: IncidentStep, state: IncidentState, given: Given): Changes | undefined {
  switch (step) {
    case 'note':
      return undefined
    case 'freeze':
      return given.range && { frozen: true, firstIndex: BigInt(given.range.first), lastIndex: BigInt(given.range.last) }
    case 'release':
      return { frozen: false }
    case 'publish':
      return given.notice && { notice: { ...given.notice }, publishedAt: new Date() }
    case 'decide':
      return { state, decidedAt: new Date() }
    default:
      return { state }
  }
}
