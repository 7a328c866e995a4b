import { AppError } from './app-error.ts'

const FORM = 'application/x-www-form-urlencoded'
const BODY_LIMIT = 64 * 1024

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

/** The fields of a submitted form; the last one wins when a name comes twice. */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  const given = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (given !== FORM) throw new AppError('unsupported-media-type', { message: `Send ${FORM}.` })
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > BODY_LIMIT) throw new AppError('too-large', { message: `At most ${BODY_LIMIT} bytes.` })
    text += decoder.decode(chunk, { stream: true })
  }
  return new Map(new URLSearchParams(text + decoder.decode()))
}

/** A path of our own pages, for the way back after log-in; anything else (another host, `//host`, `/\host`, control characters) becomes `fallback`. */
export function ownPath(path: string | null | undefined, fallback: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) || path.startsWith('/api/')) return fallback
  return path
}
