import { getLocale } from 'next-intl/server'
import { LARGEST_PROOF, readAnswers } from '#lib/dispute/draft.ts'
import { env } from '#lib/env.ts'
import { AppError } from '../app-error.ts'
import { calendar } from '../calendar.ts'
import { type Form, isNavigation, readForm, readUpload, requireSameOrigin, seeOther } from '../request.ts'
import { requirePatient } from '../session.ts'
import { trustFile } from '../trust.ts'
import { sendDraft } from './ask.ts'
import { type Asker, asAsker, placeOf, requireAsker } from './asker.ts'
import { addEntries, createDraft, discardDraft, listDrafts, removeEntry, saveAnswers } from './drafts.ts'
import { isProofOf, readVerdicts, type Verdicts } from './proof.ts'

type Query = Readonly<Record<string, string>>

/** Room for the fields beside the file. */
const FORM_BYTES = 128 * 1024

/** What a page says in words; all else is no form of ours. */
const SHOWN: Readonly<Record<string, string>> = { 'bad-request': 'incomplete', 'too-many-requests': 'tooMany', 'not-now': 'mismatch' }

/**
 * Begins a draft about the entries of a form, or adds them to one, and leads to it or back to the list to choose from.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in` and what `createDraft` throws.
 */
export async function chooseEntries(request: Request, acting?: string): Promise<Response> {
  requireSameOrigin(request, env('web').WEB_ORIGIN)
  const form = await readForm(request)
  const place = `${placeOf(acting)}/questions`
  const known = form.get('draft') ?? ''
  const before = form.get('before') ?? ''
  const stay = (id: string, query: Query = {}) => leadTo(`${place}/choose`, { ...(id && { draft: id }), ...query })
  const earlier = /^\d{1,15}$/.test(before) && form.get('do') === 'earlier'
  return answered(request, `${place}/choose`, acting, async () => {
    const asker = await requireAsker({ acting, visit: form.get('visit') ?? '' })
    const entries = entriesOf(form)
    if (entries.length === 0 && earlier) return stay(known, { before })
    try {
      const id = await asAsker(asker, async (tx) => {
        if (!known) return createDraft(tx, asker, entries)
        await addEntries(tx, asker, known, entries)
        return known
      })
      return earlier ? stay(id, { before }) : leadTo(`${place}/draft/${id}`)
    } catch (error) {
      return stay(known, { problem: problemShown(error, request) })
    }
  })
}

type Change = (asker: Asker, id: string, form: Form, request: Request, file: Uint8Array | undefined, path: string) => Promise<Response>

const CHANGES: Readonly<Record<string, Change>> = { save, send, discard }

/**
 * One change of a draft, by a form; leads to where it goes on. What a page's script saves is answered with nothing.
 *
 * @throws {AppError} `foreign-request`; `not-found` for a change that there is not; for what is no page's form, `not-logged-in` and
 *   `not-found` for a draft that is another's or none.
 */
export async function changeDraft(request: Request, name: string, id: string, acting?: string): Promise<Response> {
  requireSameOrigin(request, env('web').WEB_ORIGIN)
  const change = Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined
  if (!change) throw new AppError('not-found')
  const path = `${placeOf(acting)}/questions/draft/${encodeURIComponent(id)}`
  return answered(request, path, acting, async () => {
    await requirePatient({ extend: false })
    const { form, file } = await readUpload(request, name === 'send' ? LARGEST_PROOF + FORM_BYTES : FORM_BYTES)
    return change(await requireAsker({ acting, visit: form.get('visit') ?? '' }), id, form, request, file, path)
  })
}

async function save(asker: Asker, id: string, form: Form, request: Request, _: unknown, path: string): Promise<Response> {
  const [does = '', entry = ''] = (form.get('do') ?? '').split('.')
  await asAsker(asker, async (tx) => {
    await saveAnswers(tx, asker, id, readAnswers(form))
    if (does === 'remove') await removeEntry(tx, asker, id, Number(entry))
  })
  if (!isNavigation(request)) return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  if (does === 'add') return leadTo(path.replace(/draft\/[^/]*$/, 'choose'), { draft: id })
  return leadTo(path, does === 'check' || does === 'discard' ? { step: does } : { saved: 'yes' })
}

async function send(asker: Asker, id: string, form: Form, request: Request, file: Uint8Array | undefined, path: string): Promise<Response> {
  try {
    const said = readVerdicts(form.get('verdicts') ?? '')
    const { proof, verdicts } = await proven(asker, id, said, file)
    const sending = { ...asker, locale: await getLocale(), verdicts, now: Date.now(), ...(proof && { proof }) }
    const days = await calendar()
    const sent = await asAsker(asker, (tx) => sendDraft(tx, id, sending, days))
    return leadTo(path.replace(/draft\/[^/]*$/, sent.id), { sent: sent.joined ? 'joined' : 'yes' })
  } catch (error) {
    return leadTo(path, { step: 'check', problem: problemShown(error, request) })
  }
}

async function discard(asker: Asker, id: string, _form: Form, _request: Request, _: unknown, path: string): Promise<Response> {
  await asAsker(asker, (tx) => discardDraft(tx, asker, id))
  return leadTo(path.replace(/[^/]*$/, 'discarded'))
}

/** What comes with a file that proves nothing of these entries, is no word of a browser that checked them. */
async function proven(asker: Asker, id: string, verdicts: Verdicts, proof: Uint8Array | undefined) {
  if (!proof || proof.length === 0) return { verdicts }
  const draft = (await asAsker(asker, (tx) => listDrafts(tx, asker))).find((one) => one.id === id)
  if (!draft) return { verdicts }
  const { trust } = await trustFile()
  const stands = await isProofOf({ proof, trust, identifier: asker.identifier, entries: draft.entries })
  return stands ? { verdicts, proof } : { verdicts: new Map() }
}

/** Check boxes such as `entry.17`, or a list such as `17,12`. */
function entriesOf(form: Form): readonly number[] {
  const checked = [...form.keys()].flatMap((name) => /^entry\.(\d{1,15})$/.exec(name)?.[1] ?? [])
  const listed = (form.get('entries') ?? '').split(',').filter((one) => /^\d{1,15}$/.test(one))
  return [...checked, ...listed].map(Number)
}

/** @throws the error where no page of ours has words for it. */
function problemShown(error: unknown, request: Request): string {
  const shown = error instanceof AppError && isNavigation(request) ? SHOWN[error.code] : undefined
  if (shown === undefined) throw error
  return shown
}

/** A person is led to a page that says what is the matter: the log-in, or that there is nothing of theirs. */
async function answered(request: Request, path: string, acting: string | undefined, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || !isNavigation(request)) throw error
    if (error.code === 'not-logged-in') return leadTo('/login', { to: path })
    if (error.code === 'not-found') return leadTo(acting === undefined ? path : `${placeOf(acting)}/history`)
    throw error
  }
}

function leadTo(path: string, query: Query = {}): Response {
  const search = new URLSearchParams(query)
  return seeOther(search.size > 0 ? `${path}?${search}` : path, env('web').WEB_ORIGIN)
}
