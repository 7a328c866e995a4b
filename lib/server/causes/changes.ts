import { after } from 'next/server'
import { z } from 'zod'
import { LONGEST_TEXT, OUTCOMES, type Outcome } from '#lib/dispute/kinds.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { AppError } from '../app-error.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { type Desk, type Way, workAt } from '../desk.ts'
import { logProblem } from '../problem.ts'
import type { Form } from '../request.ts'
import { answerBatch, beginAnswer, createCause, draftAnswer, finishAnswer, mergeBatch, returnAnswer, unmergeOne } from './work.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const words = text(LONGEST_TEXT)
/** Words to begin with have three dots where something is to be said. */
const finished = words.refine((given) => !given.includes('…'))
const day = z.iso.date()
const newCause = z
  .object({
    title: text(200),
    description: words,
    organisation: text(200).optional(),
    recordSystem: text(200).optional(),
    automatic: z.enum(['yes', 'no']).optional(),
    from: day.optional(),
    until: day.optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until)
const answer = z.object({
  outcome: z.enum(OUTCOMES as readonly [Outcome, ...Outcome[]]),
  texts: z.object(Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, finished]))),
})
const CASE = /^case\.([0-9a-f-]{36})$/

/** What was done, for the page: its name, and how many. */
type Done = { readonly done: string; readonly count?: number } | { readonly problem: string }
type Change = (desk: Desk, id: string, form: Form) => Promise<Done>

const CHANGES: Readonly<Record<string, Change>> = {
  merge: async (desk, id, form) => {
    const chosen = [...form.keys()].flatMap((name) => CASE.exec(name)?.[1] ?? [])
    const all = form.get('all') === 'yes'
    if (!all && chosen.length === 0) throw new AppError('bad-request', { message: 'Choose a question.' })
    const count = await joinAll(desk, id, all ? undefined : chosen)
    return { done: 'merge', count }
  },
  unmerge: async (desk, id, form) => {
    const given = z.object({ reference: text(40), text: words }).safeParse(Object.fromEntries(form))
    if (!given.success) throw new AppError('bad-request')
    await workAt(desk, SUPPORT, (tx) => unmergeOne(tx, id, desk.session, given.data, desk.calendar))
    return { done: 'unmerge' }
  },
  draft: async (desk, id, form) => {
    const given = answer.safeParse({ outcome: form.get('outcome'), texts: Object.fromEntries(form) })
    if (!given.success) return { problem: 'unfinished' }
    await workAt(desk, SUPPORT, (tx) => draftAnswer(tx, id, desk.session, given.data as Parameters<typeof draftAnswer>[3]))
    return { done: 'draft' }
  },
  answer: async (desk, id, form) => {
    if (form.get('sure') !== 'yes') throw new AppError('bad-request')
    const shown = { count: Number(form.get('count')), added: Number(form.get('added')) }
    const state = await workAt(desk, SUPPORT, (tx) => beginAnswer(tx, id, desk.session, shown))
    if (state === 'answering') after(() => answerAll(desk, id))
    return { done: state === 'answering' ? 'answer' : 'propose' }
  },
  return: async (desk, id, form) => {
    await workAt(desk, SUPPORT, (tx) => returnAnswer(tx, id, desk.session, form.get('text') ?? ''))
    return { done: 'return' }
  },
  'go-on': async (desk, id) => {
    after(() => answerAll(desk, id))
    return { done: 'go-on' }
  },
}

async function joinAll(desk: Desk, id: string, ids: readonly string[] | undefined): Promise<number> {
  const { session, calendar } = desk
  let count = 0
  for (let last = -1; last !== 0; count += last)
    last = await workAt(desk, SUPPORT, (tx) => mergeBatch(tx, id, session, { calendar, ...(ids && { ids }) }))
  return count
}

/** Answers batch after batch. What is not done when it ends, by whatever, somebody goes on with by a button. */
async function answerAll(desk: Desk, id: string): Promise<void> {
  const { session, calendar } = desk
  try {
    while ((await workAt(desk, SUPPORT, (tx) => answerBatch(tx, id, session, calendar))) > 0);
    await workAt(desk, SUPPORT, (tx) => finishAnswer(tx, id, session))
  } catch (error) {
    logProblem('internal', error, 'the questions of a cause were not all answered')
  }
}

const PROBLEMS = { 'bad-request': 'bad-request', 'not-now': 'not-now' } as const

/** @throws as `changeCause` */
export function addCause(request: Request): Promise<Response> {
  const work = async (desk: Desk, { fields }: { readonly fields: Form }): Promise<Way> => {
    const filled = newCause.safeParse(Object.fromEntries([...fields].filter(([, value]) => value !== '')))
    if (!filled.success) throw new AppError('bad-request')
    const { title, description, automatic, organisation, recordSystem, from, until } = filled.data
    const pattern = {
      ...(organisation !== undefined && { organisation }),
      ...(recordSystem !== undefined && { recordSystem }),
      ...(automatic !== undefined && { automatic: automatic === 'yes' }),
      ...(from !== undefined && { from }),
      ...(until !== undefined && { until }),
    }
    const id = await workAt(desk, SUPPORT, (tx) => createCause(tx, desk.session, { title, description, pattern }))
    return { path: `/support/causes/${id}`, query: { done: 'create' } }
  }
  return changeByForm(request, { roles: SUPPORT, page: '/support/causes', read: readPlainForm, work, problems: PROBLEMS })
}

/**
 * One change of a cause, by a form; leads back to its page, which says what was done or why not.
 *
 * @throws {AppError} `foreign-request`; `not-logged-in`, also in another session than the form's page; `not-found` for a cause or a change
 *   that there is not, and for who may not make it.
 */
export function changeCause(id: string, name: string, request: Request): Promise<Response> {
  const path = `/support/causes/${encodeURIComponent(id)}`
  const work = async (desk: Desk, { fields }: { readonly fields: Form }): Promise<Way> => {
    const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined
    if (!change) throw new AppError('not-found')
    const said = Object.entries(await change(desk, id, fields))
    return { path, query: Object.fromEntries(said.map(([key, value]) => [key, String(value)])) }
  }
  return changeByForm(request, { roles: SUPPORT, page: path, read: readPlainForm, work, problems: PROBLEMS })
}
