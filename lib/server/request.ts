import { AppError } from './app-error.ts'

const BODY_LIMIT = 64 * 1024

/**
 * Refuses a request that another site made with this person's cookies: `Sec-Fetch-Site`, and for browsers without it `Origin`.
 * Every route handler that changes something calls it first.
 */
export function requireSameOrigin(request: Request, origin: string): void {
  const site = request.headers.get('sec-fetch-site')
  const same = site === null ? request.headers.get('origin') === origin : site === 'same-origin'
  if (!same) throw new AppError('foreign-request', { message: 'This request was not made by our own pages.' })
}

/** The fields of a submitted form; the last one wins when a name comes twice. */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string>> {
  return new Map(new URLSearchParams(await readText(request, 'application/x-www-form-urlencoded')))
}

export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request, 'application/json')
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad-request', { message: 'The body is not JSON.', cause })
  }
}

async function readText(request: Request, type: string): Promise<string> {
  const given = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (given !== type) throw new AppError('unsupported-media-type', { message: `Send ${type}.` })
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT)
    throw new AppError('too-large', { message: `At most ${BODY_LIMIT} bytes.` })
  const bytes = await request.arrayBuffer()
  if (bytes.byteLength > BODY_LIMIT) throw new AppError('too-large', { message: `At most ${BODY_LIMIT} bytes.` })
  return new TextDecoder().decode(bytes)
}

/** A path of our own pages, for the way back after log-in; anything else (another host, `//host`, `/\host`, control characters) becomes `fallback`. */
export function ownPath(path: string | null | undefined, fallback: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path) || path.startsWith('/api/')) return fallback
  return path
}
