import { AppError } from './app-error.ts'

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data'
const BODY_LIMIT = 64 * 1024
const FAR_MORE = 4

/**
 * Refuses a request that another site made with this person's cookies: `Sec-Fetch-Site`, and for browsers without it `Origin`.
 * Every route handler that changes something calls it first.
 */
export function requireSameOrigin(request: Request, origin: string): void {
  if (!isSameOrigin(request, origin)) throw new AppError('foreign-request', { message: 'This request was not made by our own pages.' })
}

/** Whether our own page made this request. Of a link that is followed, only browsers with `Sec-Fetch-Site` say so. */
export function isSameOrigin(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  return site === null ? request.headers.get('origin') === origin : site === 'same-origin'
}

/** Whether a browser goes where this request leads, as it does with a form of a page: what it is answered must be a page too. */
export function isNavigation(request: Request): boolean {
  return request.headers.get('sec-fetch-mode') === 'navigate'
}

/**
 * Whether a form of a page was sent: by the browser, or by the page's script (components/layout/send-forms.tsx), which stays on its page
 * and hears where the answer leads.
 */
export function isOfForm(request: Request): boolean {
  return isNavigation(request) || isByScript(request)
}

const isByScript = (request: Request) => request.headers.get('accept') === 'application/json'

/** The fields of a submitted form; the last one wins when a name comes twice. */
export type Form = ReadonlyMap<string, string>

/** A form without files. @throws {AppError} `unsupported-media-type`, `too-large` */
export async function readForm(request: Request, limit?: number): Promise<Form> {
  return new Map(await readFields(request, limit))
}

/** The same with every value of a name that comes more than once. */
export async function readFields(request: Request, limit?: number): Promise<URLSearchParams> {
  if (typeOf(request) !== FORM) throw new AppError('unsupported-media-type', { message: `Send ${FORM}.` })
  const sent = new URLSearchParams(new TextDecoder().decode(await readBytes(request, limit)))
  return new URLSearchParams([...sent].map(([name, value]) => [name, textOf(value)]))
}

/** The same of a form in one of two forms: mail programs may also send `multipart/form-data` (RFC 8058). Files in it do not count. */
export async function readEitherForm(request: Request): Promise<Form> {
  return typeOf(request) === MULTIPART ? (await readFiles(request, BODY_LIMIT)).fields : readForm(request)
}

export type FormWithFiles = { readonly fields: Form; readonly files: readonly File[] }

/**
 * A form with files, of at most `limit` bytes. More is read to its end and kept nowhere, so that a browser comes to hear the answer; far
 * more is not read.
 *
 * @throws {AppError} `unsupported-media-type`, `too-large`, `bad-request`
 */
export async function readFormWithFiles(request: Request, limit: number): Promise<FormWithFiles> {
  if (typeOf(request) !== MULTIPART) throw new AppError('unsupported-media-type', { message: `Send ${MULTIPART}.` })
  return readFiles(request, limit, FAR_MORE * limit)
}

/** A form with at most one file, which is its only field that is none of text. @throws {AppError} `too-large` for more than `limit` bytes in all. */
export async function readUpload(request: Request, limit: number): Promise<{ readonly form: Form; readonly file?: Uint8Array }> {
  if (typeOf(request) !== MULTIPART) return { form: await readForm(request, limit) }
  const { fields, files } = await readFiles(request, limit)
  const [file] = files
  return { form: fields, ...(file && { file: new Uint8Array(await file.arrayBuffer()) }) }
}

async function readFiles(request: Request, limit: number, heard = limit): Promise<FormWithFiles> {
  const headers = { 'content-type': request.headers.get('content-type') ?? '' }
  const data = await new Response(await readBytes(request, limit, heard), { headers }).formData().catch((cause) => {
    throw new AppError('bad-request', { message: 'That is no form.', cause })
  })
  const all = [...data]
  return {
    fields: new Map(all.flatMap(([name, value]) => (typeof value === 'string' ? [[name, textOf(value)]] : []))),
    files: all.flatMap(([, value]) => (typeof value === 'string' ? [] : [value])),
  }
}

/** Browsers send lines that end in CR LF; no database keeps a NUL in a text. */
const textOf = (value: string) => value.replaceAll('\r\n', '\n').replaceAll('\0', '')

function typeOf(request: Request): string | undefined {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
}

/** What was sent, of which more than `heard` bytes are not even read. @throws {AppError} `too-large` above `limit` bytes. */
export async function readBytes(request: Request, limit = BODY_LIMIT, heard = limit): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new AppError('too-large', { message: `At most ${limit} bytes.` })
  if (Number(request.headers.get('content-length') ?? 0) > heard) throw tooLarge
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > heard) throw tooLarge
    if (length <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  if (length > limit) throw tooLarge
  return new Uint8Array(Buffer.concat(chunks))
}

/** Leads on to `to`, a path of ours or a whole address, by a `GET`. Nobody may store it. */
export function seeOther(to: string, origin: string, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { Location: new URL(to, origin).href, 'Cache-Control': 'no-store', ...more } })
}

/** Leads whoever sent a form on to `to`: a browser as `seeOther`, a page's script by `{ to }`, a whole address, with `status`. */
export function leadOn(request: Request, to: string, origin: string, status = 200): Response {
  if (!isByScript(request)) return seeOther(to, origin)
  return Response.json({ to: new URL(to, origin).href }, { status, headers: { 'Cache-Control': 'no-store' } })
}

/** A path of our own pages, for the way back after log-in; anything else (another host, `//host`, `/\host`, control characters) becomes `fallback`. */
export function ownPath(path: string | null | undefined, fallback: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) || path.startsWith('/api/')) return fallback
  return path
}
