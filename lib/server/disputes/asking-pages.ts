import { type Problem, problemsOf } from '#lib/dispute/draft.ts'
import type { UncheckedEntry } from '#lib/ledger/first-sight.ts'
import { orNotFound } from '../or-not-found.ts'
import { forPage } from '../problem.ts'
import { type Asked, readAsked } from './asked.ts'
import { asAsker, recordAskersLook, requireAsker } from './asker.ts'
import { type Draft, findDraft, listDrafts } from './drafts.ts'
import { readEntries } from './named-entries.ts'

/** What pages show of asking: drafts of the caller, and questions about the list. `acting` is a representation by which somebody else's is meant. */

type DraftPage = {
  readonly draft: Draft
  readonly shown: readonly UncheckedEntry[]
  /** Why it cannot be sent yet. */
  readonly problems: readonly Problem[]
}

/** The caller's unfinished questions about the list, the newest first. @throws {AppError} as `requireSubject` */
export function drafts(acting?: string): Promise<readonly Draft[]> {
  return forPage(async () => {
    const asker = await requireAsker({ acting })
    return asAsker(asker, (tx) => listDrafts(tx, asker))
  })
}

/** A draft of the caller's, with its entries as their patient is shown them: a look at the list. @throws {AppError} as `requireSubject` */
export function draftPage(id: string, acting?: string): Promise<DraftPage> {
  return orNotFound(async () => {
    const asker = await requireAsker({ acting })
    const page = await asAsker(asker, async (tx) => {
      const draft = await findDraft(tx, asker, id)
      const shown = (await readEntries(tx, asker.patient, draft.entries, Date.now())).map((entry) => entry.shown)
      const readable = shown.filter((entry) => 'event' in entry).length
      return { draft, shown, problems: problemsOf(readable, draft.answers) }
    })
    await recordAskersLook(asker)
    return page
  })
}

/** What was asked about entries of the list, as far as the caller may know. @throws {AppError} as `requireSubject` */
export function asked(acting?: string): Promise<readonly Asked[]> {
  return forPage(async () => {
    const asker = await requireAsker({ acting })
    return asAsker(asker, (tx) => readAsked(tx, asker))
  })
}
