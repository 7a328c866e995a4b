import type { Snapshot } from '#lib/db/prisma.ts'
import type { ClockName } from '#lib/dispute/clock.ts'
import type { Answer, Audience, Outcome, Reason, Severity, State, Verdict, Want } from '#lib/dispute/kinds.ts'
import type { CaseView, EventView, FileView } from '#lib/dispute/view.ts'
import { AppError } from '../app-error.ts'
import type { CaseId } from './cases.ts'

/**
 * A case as the log-in of this transaction may see it. Texts that are for the provider are left out for a `patient`.
 *
 * @throws {AppError} `not-found`
 */
export async function readCase(tx: Snapshot, { patient, id }: CaseId, reader: 'patient' | 'staff'): Promise<CaseView> {
  const row = await tx.dispute.findUnique({ where: { patient_id: { patient, id } } })
  if (!row) throw new AppError('not-found')
  const of = { where: { patient, dispute: id } }
  const entries = await tx.disputeEntry.findMany({ ...of, orderBy: { historyIndex: 'desc' } })
  const events = await tx.disputeEvent.findMany({ ...of, orderBy: { number: 'asc' } })
  const files = await tx.disputeFile.findMany({ ...of, orderBy: { at: 'asc' }, omit: { bytes: true, patient: true, dispute: true } })
  const hidden = (audience: string) => reader === 'patient' && audience !== 'everybody'
  return {
    id,
    reference: row.reference,
    state: row.state as State,
    severity: row.severity as Severity,
    reasons: row.reasons as Reason[],
    wants: row.wants as Want[],
    care: row.care as Answer,
    knows: row.knows as Answer,
    safeContact: row.safeContact,
    asker: row.asker as CaseView['asker'],
    askerName: row.askerName,
    organisation: row.organisation,
    automatic: row.automatic,
    ...defined({
      assignee: row.assignee,
      reviewer: row.reviewer,
      provider: row.provider,
      cause: row.cause,
      outcome: row.outcome as Outcome | null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      dueAt: row.dueAt?.toISOString() ?? null,
      due: row.due as ClockName | null,
    }),
    extended: row.extended,
    proposed: row.proposal !== null,
    submittedAt: row.submittedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    marks: row.marks as unknown as CaseView['marks'],
    lastEvent: row.events,
    seen: row.seen,
    entries: entries.map((entry) => ({
      historyIndex: Number(entry.historyIndex),
      logIndex: Number(entry.logIndex),
      organisation: entry.organisation,
      recordSystem: entry.recordSystem,
      automatic: entry.automatic,
      verdict: entry.verdict as Verdict,
    })),
    events: events.map(
      ({ number, at, step, party, author, authorName, state, audience, text, detail }): EventView => ({
        number,
        at: at.toISOString(),
        step: step as EventView['step'],
        party: party as EventView['party'],
        authorName,
        state: state as State,
        audience: audience as Audience,
        ...defined({ author: reader === 'patient' ? null : author, text: hidden(audience) ? null : text }),
        detail: hidden(audience) ? {} : (detail as EventView['detail']),
      }),
    ),
    files: files
      .filter(({ audience }) => !hidden(audience))
      .map(({ id: file, number, kind, name, type, at, audience }) => ({
        id: file,
        number,
        kind: kind as FileView['kind'],
        name,
        type,
        at: at.toISOString(),
        audience: audience as Audience,
      })),
  }
}

type Defined<T> = { readonly [key in keyof T]?: NonNullable<T[key]> }

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Defined<T>
}
