import type { Snapshot } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { BODIES } from '#lib/dispute/kinds.ts'
import { AppError } from '../app-error.ts'
import { type CaseId, takeStep } from './cases.ts'
import type { Author } from './drafts.ts'
import { type CheckedFile, storeFiles } from './files.ts'
import { mayWithdraw, requireKnown } from './followed.ts'

/** The steps that a patient makes by a form. */
export type OwnStep = 'inform' | 'withdraw' | 'reopen' | 'escalate'
export type OwnInput = { readonly step: OwnStep; readonly text: string; readonly body?: string; readonly files: readonly CheckedFile[] }

/** How often somebody may do something with one question in 24 hours. */
const MOST_STEPS = 30

/**
 * A step of somebody who may know of the question, with its files.
 *
 * @returns the number of its event.
 * @throws {FileRefused} and what `requireKnown` and `takeStep` throw; `too-many-requests`. Then the transaction must not be committed.
 */
export async function takeOwnStep(tx: Snapshot, by: Author & { readonly name: string }, id: string, input: OwnInput, days: Calendar) {
  const { step, text, files } = input
  const at = await requireKnown(tx, by, id)
  if (step === 'withdraw' && !(await mayWithdraw(tx, by, id))) throw new AppError('not-found')
  const body = BODIES.find((one) => one === input.body)
  const taken = { step, party: 'patient', name: by.name, ...(text !== '' && { text }), ...(body && { body }) } as const
  const number = await takeStep(tx, at, taken, days)
  await requireFewSteps(tx, at)
  await storeFiles(tx, at, number, files)
  return number
}

/** Counts what the patient does, and what staff pass on for them. @throws {AppError} `too-many-requests` */
export async function requireFewSteps(tx: Snapshot, { patient, id }: CaseId): Promise<void> {
  const [{ lately } = { lately: 0 }] = await tx.$queryRaw<{ lately: number }[]>`
    SELECT count(*)::int AS lately FROM dispute_event
    WHERE patient = ${patient}::uuid AND dispute = ${id}::uuid AND (party = 'patient' OR detail ->> 'said' IS NOT NULL)
      AND at > now() - interval '1 day'`
  if (lately > MOST_STEPS) throw new AppError('too-many-requests', { message: 'Too many steps.' })
}
