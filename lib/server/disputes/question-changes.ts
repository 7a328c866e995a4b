import { FileRefused, LARGEST_TOGETHER } from '#lib/dispute/file-limits.ts'
import { BODIES, LONGEST_TEXT } from '#lib/dispute/kinds.ts'
import { env } from '#lib/env.ts'
import { AppError } from '../app-error.ts'
import { calendar } from '../calendar.ts'
import { isOfForm, leadOn, readForm, readFormWithFiles, requireSameOrigin } from '../request.ts'
import { asAsker, placeOf, requireAsker } from './asker.ts'
import { checkFiles } from './files.ts'
import { requireKnown } from './followed.ts'
import { type OwnInput, type OwnStep, takeOwnStep } from './own-steps.ts'

/** The pages on which the forms stand: that of the question, or one that asks once more. */
const FORMS: Readonly<Record<OwnStep, string>> = { inform: '', withdraw: '/withdraw', reopen: '/reopen', escalate: '/escalate' }

/** Room for the fields beside the files. */
const FIELDS_BYTES = 64 * 1024

/** A step that a page has words for: what was wrong with the form. */
class Incomplete extends Error {
  override readonly name = 'Incomplete'
  readonly problem: string
  constructor(problem: string) {
    super(problem)
    this.problem = problem
  }
}

/**
 * A step of the caller's in a question about their list, or with `acting` about somebody else's, by a form; leads back to the question,
 * which says what was done, or to the form, which says why not. Nothing of it is stored unless all of it is.
 *
 * @throws {AppError} `foreign-request`; `not-found` for a step that there is not; for what is no page's form, `not-logged-in`, `not-found` for
 *   a question of which the caller may not know, `not-now`, `bad-request`, `too-large`, `unsupported-media-type`.
 */
export async function changeQuestion(request: Request, name: string, id: string, acting?: string): Promise<Response> {
  requireSameOrigin(request, env('web').WEB_ORIGIN)
  if (!Object.hasOwn(FORMS, name)) throw new AppError('not-found')
  const step = name as OwnStep
  const path = `${placeOf(acting)}/questions/${encodeURIComponent(id)}`
  const lead = (to: string, query: Readonly<Record<string, string>>, status?: number) =>
    leadOn(request, `${to}?${new URLSearchParams(query)}`, env('web').WEB_ORIGIN, status)
  try {
    // Nothing that is long is read of nobody, or looked into.
    const asker = await requireAsker({ acting })
    await asAsker(asker, (tx) => requireKnown(tx, asker, id))
    const { fields, files } = await readStep(request, step)
    if (fields.get('visit') !== asker.visit) throw new AppError('not-logged-in')
    const input = await inputOf(step, fields, files)
    const days = await calendar()
    await asAsker(asker, (tx) => takeOwnStep(tx, asker, id, input, days))
    return lead(path, { done: step })
  } catch (error) {
    if (!isOfForm(request)) throw refusalOf(error)
    if (error instanceof AppError && error.code === 'not-logged-in') return lead('/login', { to: path }, 401)
    if (error instanceof AppError && error.code === 'not-found') return lead(path, { problem: 'notNow' })
    return lead(`${path}${FORMS[step]}`, { problem: problemOf(error) })
  }
}

async function readStep(request: Request, step: OwnStep) {
  if (step !== 'inform') return { fields: await readForm(request), files: [] }
  return readFormWithFiles(request, LARGEST_TOGETHER + FIELDS_BYTES)
}

async function inputOf(step: OwnStep, fields: ReadonlyMap<string, string>, files: readonly File[]): Promise<OwnInput> {
  const text = (fields.get('text') ?? '').trim()
  const body = fields.get('body')
  if (text === '' && step !== 'withdraw') throw new Incomplete('text')
  if (text.length > LONGEST_TEXT) throw new Incomplete('tooLong')
  if (step === 'escalate' && !BODIES.some((one) => one === body)) throw new Incomplete('body')
  return { step, text, files: await checkFiles(files), ...(body !== undefined && { body }) }
}

/** As whoever is no page hears it. */
function refusalOf(error: unknown): unknown {
  const wrong = error instanceof Incomplete || error instanceof FileRefused
  return wrong ? new AppError('bad-request', { message: 'Something is missing or cannot be taken.', cause: error }) : error
}

/** The word for it of a page. @throws the error where no page has one. */
function problemOf(error: unknown): string {
  if (error instanceof Incomplete) return error.problem
  if (error instanceof FileRefused) return `file.${error.problem}`
  const code = error instanceof AppError ? error.code : undefined
  if (code === 'too-large') return 'file.too-large'
  if (code === 'not-now') return 'notNow'
  if (code === 'too-many-requests') return 'tooMany'
  throw error
}
