import { SUBMITTED, stepsFor } from '#lib/dispute/case.ts'
import type { Clocks } from '#lib/dispute/clock.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { type CaseEntry, type CaseView, clocksOf } from '#lib/dispute/view.ts'
import { AppError } from '../app-error.ts'
import { calendar } from '../calendar.ts'
import { forPage } from '../problem.ts'
import { currentPatient } from '../session.ts'
import { actingForNow } from '../subject.ts'
import { type Asker, asAsker, recordAskersLook, requireAsker } from './asker.ts'
import { readCaseEntries } from './entries.ts'
import { readFile, type StoredFile } from './files.ts'
import { countUnread, type FollowedQuestion, listFollowed, markSeen, mayWithdraw, QUESTIONS_A_PAGE, requireKnown } from './followed.ts'
import { readCase } from './view.ts'

/** What pages show of questions that were asked. `acting` is a representation by which somebody else's list is meant. */

type QuestionsPage = {
  readonly questions: readonly FollowedQuestion[]
  readonly page: number
  readonly pages: number
  /** Somebody for whom the caller may act and about whom they are told of news. */
  readonly others: readonly { readonly id: string; readonly name: string; readonly unread: number }[]
}

/** One page of the questions about the list; nothing of its entries is in it. @throws {AppError} as `requireSubject` */
export function questionsPage(page: number, acting?: string): Promise<QuestionsPage> {
  return forPage(async () => {
    const asker = await requireAsker({ acting })
    const { questions, count } = await asAsker(asker, (tx) => listFollowed(tx, asker, page))
    return {
      questions,
      page,
      pages: Math.max(1, Math.ceil(count / QUESTIONS_A_PAGE)),
      others: acting === undefined ? await unreadOfOthers() : [],
    }
  })
}

export type QuestionPage = {
  readonly view: CaseView
  readonly entries: readonly CaseEntry[]
  readonly clocks: Clocks
  /** What the caller can do now. */
  readonly steps: readonly StepName[]
  /** Of the caller's session, for forms. */
  readonly visit: string
}

/**
 * A question with its entries: a look at the list, committed before. From then on it has been seen. Undefined for one that there is not, or
 * of which the caller may not know.
 *
 * @throws {AppError} as `requireSubject`
 */
export function questionPage(id: string, acting?: string): Promise<QuestionPage | undefined> {
  return forPage(async () => {
    const asker = await requireAsker({ acting })
    const found = await openQuestion(asker, id).catch(noneIfNotFound)
    if (!found) return undefined
    const { view, entries } = found
    const isTheirs = await asAsker(asker, async (tx) => {
      await markSeen(tx, asker, id, view.lastEvent)
      return mayWithdraw(tx, asker, id)
    })
    const now = new Date()
    return {
      view,
      entries,
      clocks: clocksOf(view, await calendar(), now),
      steps: stepsOf(view, now).filter((step) => step !== 'withdraw' || isTheirs),
      visit: asker.visit,
    }
  })
}

export type Pack = Omit<QuestionPage, 'steps' | 'visit'> & {
  readonly files: readonly (StoredFile & { readonly kind: 'attachment' | 'proof' })[]
  /** Whose list it is. */
  readonly code: string
}

/** All of a question, to be handed to an authority: a look at the list, committed before. @throws {AppError} as `requireSubject`; `not-found` */
export async function questionPack(id: string, acting?: string): Promise<Pack> {
  const asker = await requireAsker({ acting })
  const { view, entries } = await openQuestion(asker, id)
  const at = { patient: asker.patient, id }
  const files: Pack['files'] = await asAsker(asker, async (tx) => {
    const read: Pack['files'][number][] = []
    for (const { id: file, kind } of view.files) read.push({ ...(await readFile(tx, at, file)), kind })
    return read
  })
  return { view, entries, files, code: asker.identifier.value, clocks: clocksOf(view, await calendar(), new Date()) }
}

/** A file of a question; a look at the list, committed before, for a proof holds entries. @throws {AppError} as `requireSubject`; `not-found` */
export async function questionFile(id: string, file: string, acting?: string): Promise<StoredFile> {
  const asker = await requireAsker({ acting })
  const found = await asAsker(asker, async (tx) => readFile(tx, await requireKnown(tx, asker, id), file))
  await recordAskersLook(asker)
  return found
}

/** In how many questions there is news for the caller, their own and of those they act for; 0 while nobody is logged in. */
export function unreadQuestions(): Promise<number> {
  return forPage(async () => {
    const session = await currentPatient()
    if (!session) return 0
    const own = { patient: session.patient, author: session.patient }
    const others = await unreadOfOthers()
    return others.reduce((sum, { unread }) => sum + unread, await asAsker(own, (tx) => countUnread(tx, own)))
  })
}

function noneIfNotFound(error: unknown): undefined {
  if (!(error instanceof AppError && error.code === 'not-found')) throw error
}

async function openQuestion(asker: Asker, id: string): Promise<Pick<QuestionPage, 'view' | 'entries'>> {
  const found = await asAsker(asker, async (tx) => {
    const view = await readCase(tx, await requireKnown(tx, asker, id), 'patient')
    return { view, entries: await readCaseEntries(tx, asker.patient, view.entries) }
  })
  await recordAskersLook(asker)
  return found
}

function stepsOf({ state, decidedAt }: CaseView, at: Date): readonly StepName[] {
  const facts = { ...SUBMITTED, state, decidedAt: decidedAt === undefined ? undefined : new Date(decidedAt) }
  return stepsFor(facts, { party: 'patient', at })
}

async function unreadOfOthers(): Promise<QuestionsPage['others']> {
  const others: QuestionsPage['others'][number][] = []
  for (const { id, name } of await actingForNow()) {
    const asker = await requireAsker({ acting: id })
    others.push({ id, name, unread: await asAsker(asker, (tx) => countUnread(tx, asker)) })
  }
  return others
}
