import { z } from 'zod'
import type { Snapshot } from '#lib/db/prisma.ts'
import type { StepInput } from '#lib/dispute/case.ts'
import { BODIES, LONGEST_TEXT, OUTCOMES } from '#lib/dispute/kinds.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { type FormName, formOf } from '#lib/dispute/staff-forms.ts'
import { AppError } from '../app-error.ts'
import { type Desk, readAt, workAt } from '../desk.ts'
import type { Form } from '../request.ts'
import { requireAgent } from './assignee.ts'
import { type CaseId, lockedFacts, takeStep } from './cases.ts'
import { queueCounts } from './kept-counts.ts'
import { type Found, findCase, openFor, requireNoInterest, unlessConflicted } from './opening.ts'
import { stepsOf } from './read-staff-case.ts'

const text = z.string().trim().min(1).max(LONGEST_TEXT)

const CHOICES = { assignee: z.uuid(), provider: z.string().min(1).max(200), outcome: z.enum(OUTCOMES), body: z.enum(BODIES) }

/** What a form gives: words, and one choice. `seen`: to confirm, the case's last event when the page was made. */
function fieldsOf(name: FormName) {
  const { text: worded, choice } = formOf(name)
  const seen = name === 'confirm' && { seen: z.coerce.number().int() }
  return z.object({ ...(worded && { text }), ...(choice && { [choice]: CHOICES[choice] }), ...seen })
}

type Given = Partial<Pick<StepInput, 'text' | 'outcome' | 'provider' | 'body' | 'assignee'>> & { readonly seen?: number }

/** The step itself. @returns `conflict` where they must not see this case. @throws as `takeStep` */
export async function makeStep(desk: Desk, id: string, name: FormName, form: Form): Promise<'done' | 'conflict'> {
  const parsed = fieldsOf(name).safeParse(Object.fromEntries(form))
  if (!parsed.success) throw new AppError('bad-request', { message: `This form needs: ${z.prettifyError(parsed.error)}` })
  const given = parsed.data as Given
  const found = await readAt(desk, SUPPORT, (tx) => findCase(tx, id))
  const work = async () => {
    await workAt(desk, SUPPORT, (tx) =>
      name === 'break-glass' ? openFor(tx, desk, found.at, { step: name, text: given.text ?? '' }) : inCase(tx, desk, found, name, given),
    )
    return 'done' as const
  }
  const done = await unlessConflicted(desk, found.at, work)
  queueCounts.forget(desk.session.staff)
  return done
}

async function inCase(
  tx: Snapshot,
  { session, calendar }: Desk,
  { at, opened }: Found,
  name: FormName,
  { seen, ...given }: Given,
): Promise<void> {
  const { staff, role } = session
  const facts = await lockedFacts(tx, at)
  if (name === 'take' && role !== 'agent') throw new AppError('not-found')
  if (name === 'take' && facts.assignee !== undefined) throw new AppError('not-now')
  const step = stepOf(name, facts.state === 'submitted')
  const may = stepsOf(facts, session, new Date(), opened).includes(step)
  // Why not, the step itself says; what nobody may do from outside does not get so far.
  if (!may && !opened) throw new AppError(name === 'take' ? 'not-now' : 'not-found')
  if (name === 'confirm') await requireUnchanged(tx, at, seen)
  if (name === 'ask-provider') await requireOfficer(tx, at.patient, at.id, given.provider)
  if (given.assignee !== undefined) await requireAgent(tx, at, given.assignee)
  await takeStep(
    tx,
    at,
    { step, party: role, by: staff, name: session.name, ...given, ...meaning(name, staff, facts.proposal?.text) },
    calendar,
  )
  // Whoever is let in by this step can be compared with the people of the case only now.
  if (name !== 'conflict') await requireNoInterest(tx, session, at)
}

/** `take` and `release` are ways to assign: who takes a case that nobody has confirmed yet confirms it too. */
function stepOf(name: FormName, isNew: boolean): StepName {
  if (name === 'release') return 'assign'
  if (name === 'take') return isNew ? 'acknowledge' : 'assign'
  return name
}

/** What a form says without fields: who gets the case; and that what was proposed is the answer. */
function meaning(name: FormName, staff: string, proposal: string | undefined): Given {
  if (name === 'take') return { assignee: staff }
  return name === 'confirm' && proposal !== undefined ? { text: proposal } : {}
}

/** Nobody confirms what they have not read. @throws {AppError} `not-now` where something has happened in the case since. */
async function requireUnchanged(tx: Snapshot, at: CaseId, seen: number | undefined): Promise<void> {
  const { events } = await tx.dispute.findUniqueOrThrow({ where: { patient_id: at }, select: { events: true } })
  if (events !== seen) throw new AppError('not-now', { message: 'Something has happened since.' })
}

/** Only who answers for an organisation of the case's entries can be asked: of the staff, none but officers have one. */
async function requireOfficer(tx: Snapshot, patient: string, dispute: string, provider: string | undefined): Promise<void> {
  const organisation = provider ?? ''
  const named = await tx.disputeEntry.count({ where: { patient, dispute, organisation } })
  const officers = await tx.staff.count({ where: { endedAt: null, organisation } })
  if (named === 0 || officers === 0) throw new AppError('bad-request', { message: 'Nobody answers for this organisation here.' })
}
