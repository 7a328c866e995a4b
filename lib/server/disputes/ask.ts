import type { Snapshot } from '#lib/db/prisma.ts'
import type { Calendar } from '#lib/dispute/calendar.ts'
import { MOST_QUESTIONS, problemsOf } from '#lib/dispute/draft.ts'
import { type Reason, type Severity, severityOf, type Want } from '#lib/dispute/kinds.ts'
import { STEPS } from '#lib/dispute/machine.ts'
import { UUID } from '#lib/event/access-event.ts'
import { AppError } from '../app-error.ts'
import { addEntries, type CaseId, type NamedEntry, openCase, type Question, takeStep } from './cases.ts'
import { type Author, alone, discardDraft, findDraft } from './drafts.ts'
import { readEntries } from './named-entries.ts'
import type { Verdicts } from './proof.ts'

export type Sending = Author & {
  readonly as: 'patient' | 'representative'
  readonly name: string
  readonly locale: string
  readonly verdicts: Verdicts
  /** A file that `isProofOf` these entries. */
  readonly proof?: Uint8Array
  /** Milliseconds. */
  readonly now: number
}

export type Sent = { readonly id: string; readonly joined: boolean }

/**
 * Sends a draft: it becomes a question, or a part of one that is open about one of its entries already. A draft that was sent leads to what
 * it became. Nobody else sends anything about this list before the transaction ends.
 *
 * @throws {AppError} `not-found` for a draft that is another's or none; `bad-request` while something is missing; `too-many-requests` when
 *   enough was asked about this list in the last 24 hours.
 */
export async function sendDraft(tx: Snapshot, draftId: string, sending: Sending, calendar: Calendar): Promise<Sent> {
  const { patient, author, as, name, locale, verdicts, proof, now } = sending
  await alone(tx, sending)
  const before = await sentAs(tx, patient, draftId)
  if (before) return before
  const { entries: indexes, answers } = await findDraft(tx, sending, draftId)
  const entries = (await readEntries(tx, patient, indexes, now)).flatMap(({ named }): NamedEntry[] =>
    named ? [{ ...named, verdict: verdicts.get(named.historyIndex) ?? 'unverified' }] : [],
  )
  if (problemsOf(entries.length, answers).length > 0) throw new AppError('bad-request', { message: 'Something is missing.' })
  if ((await askedLately(tx, patient)) >= MOST_QUESTIONS) throw new AppError('too-many-requests', { message: 'Too many questions.' })
  const { reasons, wants, care = 'unsure', knows = 'unsure', safeContact, text } = answers
  const question: Question = {
    ...{ entries, reasons, wants, care, knows, safeContact, locale, asker: as, askerKey: author, askerName: name },
    severity: severityOf(reasons, { automatic: entries.every(({ automatic }) => automatic) }),
    text: text.trim() === '' ? undefined : text,
  }
  const open = await openAbout(tx, patient, question)
  const by = { party: 'patient', name, detail: { draft: draftId } } as const
  const id = open ?? (await openCase(tx, patient, question, by, calendar)).id
  const number = open === undefined ? 1 : await join(tx, { patient, id: open }, question, draftId, calendar)
  if (proof) await keepProof(tx, { patient, id }, number, proof)
  await discardDraft(tx, sending, draftId)
  return { id, joined: open !== undefined }
}

async function sentAs(tx: Snapshot, patient: string, draft: string): Promise<Sent | undefined> {
  if (!UUID.test(draft)) return undefined
  const where = { patient, party: 'patient', detail: { path: ['draft'], equals: draft } }
  const event = await tx.disputeEvent.findFirst({ where, select: { dispute: true, step: true } })
  return event ? { id: event.dispute, joined: event.step === 'join' } : undefined
}

async function askedLately(tx: Snapshot, patient: string): Promise<number> {
  const [{ count } = { count: 0 }] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM dispute_event
    WHERE patient = ${patient}::uuid AND party = 'patient' AND step IN ('submit', 'join') AND at > now() - interval '1 day'`
  return count
}

/**
 * The oldest question that is open about one of these entries, locked. What two people asked is put together only where neither of them
 * asked for safe contact: each would read what the other wrote.
 */
async function openAbout(tx: Snapshot, patient: string, { entries, askerKey, safeContact }: Question): Promise<string | undefined> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM dispute d
    WHERE patient = ${patient}::uuid AND state = ANY (${[...STEPS.join.from]})
      AND (asker_key = ${askerKey}::uuid OR NOT (safe_contact OR ${safeContact}))
      AND EXISTS (SELECT FROM dispute_entry e WHERE e.patient = d.patient AND e.dispute = d.id
                  AND e.history_index = ANY (${entries.map(({ historyIndex }) => BigInt(historyIndex))}::bigint[]))
    ORDER BY submitted_at, id LIMIT 1 FOR UPDATE`
  return found?.id
}

/** What was asked again is asked of the whole question. @returns the number of the step. */
async function join(tx: Snapshot, at: CaseId, question: Question, draft: string, calendar: Calendar): Promise<number> {
  const { entries, askerName: name, reasons, wants, care, knows, text, safeContact } = question
  const row = await tx.dispute.findUniqueOrThrow({ where: { patient_id: at } })
  const detail = { draft, reasons: [...reasons], wants: [...wants], care, knows, entries: entries.map(({ historyIndex }) => historyIndex) }
  const number = await takeStep(tx, at, { step: 'join', party: 'patient', name, detail, ...(text !== undefined && { text }) }, calendar)
  await addEntries(tx, at, entries)
  const all = [...new Set([...(row.reasons as Reason[]), ...reasons])]
  const automatic = row.automatic && entries.every((entry) => entry.automatic)
  const severity = Math.min(row.severity, severityOf(all, { automatic })) as Severity
  await tx.dispute.update({
    where: { patient_id: at },
    data: {
      ...{ reasons: all, automatic, severity, safeContact: row.safeContact || safeContact },
      wants: [...new Set([...(row.wants as Want[]), ...wants])],
      ...(row.seen === number - 1 && { seen: number }),
    },
    select: { id: true },
  })
  if (safeContact) await tx.$queryRaw`SELECT drop_case_news(${at.patient}::uuid, ${at.id}::uuid)::text`
  return number
}

/** It is the asker's own, so that they can have it back; staff read it too. */
export async function keepProof(tx: Snapshot, { patient, id }: CaseId, number: number, proof: Uint8Array, at?: Date): Promise<void> {
  const file = { kind: 'proof', name: 'proof.sightline', type: 'application/vnd.sightline', audience: 'everybody' }
  await tx.disputeFile.create({
    data: { patient, dispute: id, number, ...file, bytes: new Uint8Array(proof), ...(at && { at }) },
    select: { id: true },
  })
}
