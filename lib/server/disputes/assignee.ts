import type { Snapshot } from '#lib/db/prisma.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'

/** A case is held by an agent who works here still, and by nobody whose own it is or who has asked it. @throws {AppError} `bad-request` */
export async function requireAgent(tx: Snapshot, { patient, id }: CaseId, assignee: string): Promise<void> {
  const agent = await tx.staff.findFirst({ where: { id: assignee, role: 'agent', endedAt: null }, select: { person: true } })
  const asked = await tx.dispute.findUnique({ where: { patient_id: { patient, id } }, select: { askerKey: true } })
  const near: readonly unknown[] = [patient, asked?.askerKey]
  if (!agent || near.includes(agent.person)) throw new AppError('bad-request', { message: 'This agent cannot hold the case.' })
}
