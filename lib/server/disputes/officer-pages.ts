import { LARGEST_TOGETHER } from '#lib/dispute/file-limits.ts'
import type { OfficerCase, OfficerQueue } from '#lib/dispute/officer-view.ts'
import { OFFICER } from '#lib/dispute/roles.ts'
import { changeByForm } from '../by-form.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { readFormWithFiles } from '../request.ts'
import { changeAt } from './answers.ts'
import { fileResponse } from './files.ts'
import { caseAt, evidenceAt, queueAt } from './officer.ts'
import { unlessHidden } from './staff-case.ts'

/**
 * What privacy officers read of the cases that their organisation was asked about, and how they answer. Each of these is the caller's own:
 * `not-logged-in` where nobody is, `not-found` for another role and for what is not theirs to see; a form also as `changeByForm`.
 */

const TEXTS = 64 * 1024

/** The cases that the caller's organisation was asked about. */
export function officerQueue(): Promise<OfficerQueue> {
  return forPage(async () => queueAt(await deskOf(OFFICER)))
}

/**
 * One of them. That they look at its entries is an event of the patient's list, and committed before any of it is returned. Leads away who has a
 * conflict of interest.
 */
export function officerCase(id: string): Promise<OfficerCase> {
  return forPage(async () => unlessHidden(await caseAt(await deskOf(OFFICER), id)))
}

/** Keeps what an officer has written of an answer, or sends it. @throws {AppError} `not-now` once nobody waits for it any more. */
export function changeAnswer(id: string, request: Request): Promise<Response> {
  return changeByForm(request, {
    roles: OFFICER,
    page: `/support/answers/${encodeURIComponent(id)}`,
    read: (asked) => readFormWithFiles(asked, LARGEST_TOGETHER + TEXTS),
    work: (desk, form) => changeAt(desk, id, form),
    problems: { 'not-now': 'not-now', 'too-large': 'tooMuch' },
  })
}

/** A file that the caller has handed in, or is about to. */
export async function officerFile(id: string, file: string): Promise<Response> {
  return fileResponse(await evidenceAt(await deskOf(OFFICER), id, file))
}
