import { CONTENT_TYPE } from '#lib/history/page.ts'
import { type FetchFile, Unreachable } from './log-files.ts'

const TILE_TYPE = 'application/octet-stream'
const INDEX_TYPE = 'text/plain'
const CHECKPOINT_TYPE = 'text/plain'
const ANCHOR_TYPE = 'application/json'
const PAGE_TIMEOUT = 30_000
const FILE_TIMEOUT = 10_000

/** Pages of the person who is logged in. */
export function pagesAt(historyUrl: string): (query: string) => Promise<Uint8Array> {
  return async (query) => {
    const url = new URL(historyUrl)
    for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value)
    const response = await answer(url.href, {
      headers: { Accept: CONTENT_TYPE },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PAGE_TIMEOUT),
    })
    return bytesOf(response, CONTENT_TYPE)
  }
}

/** Tiles, bundles and anchors of the public log. They are the same for everybody, and are asked for as anybody. */
export function filesAt(logUrl: string): FetchFile {
  return async (path) => {
    const signal = AbortSignal.timeout(FILE_TIMEOUT)
    return bytesOf(await answer(`${logUrl}/${path}`, { credentials: 'omit', referrerPolicy: 'no-referrer', signal }), typeOf(path))
  }
}

function typeOf(path: string): string {
  if (path === 'checkpoint') return CHECKPOINT_TYPE
  if (!path.startsWith('anchors')) return TILE_TYPE
  return path.startsWith('anchors/') ? ANCHOR_TYPE : INDEX_TYPE
}

async function answer(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new Unreachable('no answer', { cause })
  })
  if (response.status !== 200) throw new Unreachable(`status ${response.status}`)
  return response
}

/** What has another content type is somebody else's answer, such as a proxy's page, and accuses nobody. */
async function bytesOf(response: Response, expected: string): Promise<Uint8Array> {
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== expected) throw new Unreachable(`an answer of type ${type}`)
  try {
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw new Unreachable('the answer was cut off', { cause })
  }
}
