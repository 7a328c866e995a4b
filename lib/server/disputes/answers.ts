import type { Snapshot } from '#lib/db/prisma.ts'
import { BASES, missingIn } from '#lib/dispute/answer.ts'
import { type FileProblem, FileRefused, LARGEST_TOGETHER, MOST_FILES } from '#lib/dispute/file-limits.ts'
import { LONGEST_TEXT, OUTCOMES } from '#lib/dispute/kinds.ts'
import { OFFICER } from '#lib/dispute/roles.ts'
import { AppError } from '../app-error.ts'
import { type Desk, type Way, workAt } from '../desk.ts'
import type { FormWithFiles } from '../request.ts'
import { type CaseId, takeStep } from './cases.ts'
import { checkFiles } from './files.ts'
import { interestIn } from './interest.ts'
import { draftOf, findAsked } from './officer.ts'

/** What privacy officers write: a draft that the server keeps, and the answer that is sent. */

/** The form of an answer, with `do` one of *save*, *preview* and *send*, or `remove` with the id of a file. */
export async function changeAt(desk: Desk, id: string, { fields, files }: FormWithFiles): Promise<Way> {
  const page = `/support/answers/${id}`
  const what = fields.get('do')
  const remove = fields.get('remove')
  if (what === 'send') return (await sendAnswer(desk, id, fields.get('saved') ?? '')) ? { path: page } : { path: `${page}/preview` }
  const problem = await saveDraft(desk, id, { fields, files })
  if (remove !== undefined) await removeFile(desk, id, remove)
  if (problem) return { path: page, query: { problem } }
  return what === 'preview' ? { path: `${page}/preview` } : { path: page, query: { done: remove === undefined ? 'saved' : 'removed' } }
}

type AnswerProblem = FileProblem | 'long'

/** Keeps what is written so far, and the files that came with it if all of them can be kept. @returns why not all of it was kept. */
export async function saveDraft(desk: Desk, id: string, { fields, files }: FormWithFiles): Promise<AnswerProblem | undefined> {
  const finding = OUTCOMES.find((one) => one === fields.get('finding')) ?? null
  const basis = BASES.find((one) => one === fields.get('basis')) ?? null
  const text = fields.get('text') ?? ''
  if (text.length > LONGEST_TEXT) return 'long'
  const checked = await checkFiles(files).catch((error) => {
    if (error instanceof FileRefused) return error.problem
    throw error
  })
  const problem = typeof checked === 'string' ? checked : undefined
  const evidence = typeof checked === 'string' ? [] : checked
  const { staff } = desk.session
  return workAt(desk, OFFICER, async (tx) => {
    const { patient } = await waiting(tx, desk, id)
    const key = { patient, dispute: id, staff }
    const written = { finding, basis, text, changedAt: new Date() }
    await tx.disputeAnswerDraft.upsert({ where: { patient_dispute_staff: key }, create: { ...key, ...written }, update: written })
    const kept = (await draftOf(tx, { patient, id }, desk)).files
    if (kept.length + evidence.length > MOST_FILES) return 'too-many'
    const together = [...kept.map(({ size }) => size), ...evidence.map(({ bytes }) => bytes.length)].reduce((sum, size) => sum + size, 0)
    if (together > LARGEST_TOGETHER) return 'too-large'
    await tx.disputeAnswerFile.createMany({ data: evidence.map((file) => ({ ...key, ...file })) })
    return problem
  })
}

async function removeFile(desk: Desk, dispute: string, id: string): Promise<void> {
  await workAt(desk, OFFICER, async (tx) => {
    const { patient } = await waiting(tx, desk, dispute)
    await tx.$executeRaw`DELETE FROM dispute_answer_file
      WHERE patient = ${patient}::uuid AND dispute = ${dispute}::uuid AND staff = ${desk.session.staff}::uuid AND id::text = ${id}`
  })
}

/** Sends the draft as it was at `saved`, with its files. @returns false, and nothing is sent, if it is another one now or not complete. */
export function sendAnswer(desk: Desk, id: string, saved: string): Promise<boolean> {
  const { staff, name, organisation = '' } = desk.session
  return workAt(desk, OFFICER, async (tx) => {
    const { patient } = await waiting(tx, desk, id)
    const at: CaseId = { patient, id }
    const draft = await draftOf(tx, at, desk)
    const { finding, basis, text } = draft
    if (draft.savedAt !== saved || finding === undefined || missingIn(draft).length > 0) return false
    const step = { step: 'answer', party: 'officer', by: staff, name, organisation, finding, text, detail: { basis } } as const
    const number = await takeStep(tx, at, step, desk.calendar)
    await tx.$executeRaw`
      INSERT INTO dispute_file (patient, dispute, id, number, kind, name, type, bytes, audience)
      SELECT patient, dispute, id, ${number}, 'attachment', name, type, bytes, 'provider' FROM dispute_answer_file
      WHERE patient = ${patient}::uuid AND dispute = ${id}::uuid AND staff = ${staff}::uuid`
    const mine = { where: { patient, dispute: id, staff } }
    await tx.disputeAnswerFile.deleteMany(mine)
    await tx.disputeAnswerDraft.deleteMany(mine)
    return true
  })
}

async function waiting(tx: Snapshot, { session: { staff } }: Desk, id: string) {
  const found = await findAsked(tx, id)
  if (await interestIn(tx, staff, { patient: found.patient, id })) throw new AppError('not-found')
  if (found.state !== 'awaiting_provider') throw new AppError('not-now')
  return found
}
