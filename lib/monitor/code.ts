import { createHash } from 'node:crypto'
import { type Answer, ask } from '#lib/ask.ts'
import { printManifest, type VerifiedRelease, verifyRelease } from '#lib/history/release.ts'
import type { Trust } from '#lib/history/trust.ts'
import { type PageAnswer, pageCode } from './page-code.ts'

/** Somebody as whom the pages are asked for: a server that shows different people different code would have to tell them apart. */
export type Visitor = { readonly name: string; readonly headers: Readonly<Record<string, string>> }

export const VISITORS: readonly Visitor[] = [
  {
    name: 'a desktop computer',
    headers: {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
      'accept-language': 'en-GB,en;q=0.9',
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    },
  },
  {
    name: 'a telephone',
    headers: {
      'user-agent':
        'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
      'accept-language': 'et-EE,et;q=0.9',
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    },
  },
  {
    name: 'a browser in Russian, with a cookie',
    headers: {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
      'accept-language': 'ru-RU,ru;q=0.9',
      accept: 'text/html,*/*;q=0.8',
      cookie: 'theme=dark',
    },
  },
  { name: 'a program without a name', headers: {} },
]

export type CodeOptions = {
  /** The web server, such as `https://look.example`. */
  readonly web: string
  readonly trust: Trust
  /** Paths of public pages. */
  readonly pages: readonly string[]
  /** Seconds since 1970. */
  readonly now: number
  readonly visitors?: readonly Visitor[]
}

export type Inspection = {
  readonly release: VerifiedRelease
  readonly pages: number
  readonly files: number
  /** What is not as the log says, a sentence each. */
  readonly findings: readonly string[]
}

const TIMEOUT_MS = 20_000
const LONGEST = 16 * 1024 * 1024
const LANES = 6

/**
 * Fetches the public pages and all their files as several visitors, and compares them with the release in the log and with each other.
 *
 * @throws {VerificationError} if the log does not hold the manifest; {Error} if something cannot be fetched, which accuses nobody.
 */
export async function inspectCode({ web, trust, pages, now, visitors = VISITORS }: CodeOptions): Promise<Inspection> {
  const findings: string[] = []
  const nonces = new Set<string>()
  let first: VerifiedRelease | undefined
  let fetched = 0
  for (const { name, headers } of visitors) {
    const get = (path: string) => fetchFrom(web, path, headers)
    const release = verifyRelease((await get('/release.tlog-proof')).bytes.toString(), trust, now)
    first ??= release
    if (printManifest(release.manifest) !== printManifest(first.manifest)) findings.push(`${name} is shown another release than the others`)
    const files = new Map(release.manifest.files)
    for (const page of pages) {
      const answer = await get(page)
      const { findings: found, icons } = pageCode(answer, release.manifest)
      for (const [address, hash] of icons) files.set(address, hash)
      const csp = answer.headers.get('content-security-policy') ?? ''
      const more = [
        ...(csp !== '' && nonces.has(csp) ? ['it has the nonce of another answer'] : []),
        ...(answer.status >= 300 && answer.status < 400 ? [`it leads to ${answer.headers.get('location')}`] : []),
      ]
      nonces.add(csp)
      findings.push(...[...found, ...more].map((finding) => `${page}, for ${name}: ${finding}`))
    }
    fetched += files.size
    const queue = files.entries()
    const lanes = Array.from({ length: LANES }, async () => {
      for (const [path, hash] of queue) {
        const { status, bytes } = await get(path)
        if (status !== 200 || createHash('sha256').update(bytes).digest('hex') !== hash)
          findings.push(`${path}, for ${name}: is not the file of the release`)
      }
    })
    await Promise.all(lanes)
  }
  if (!first) throw new Error('Nobody looked.')
  return { release: first, pages: pages.length * visitors.length, files: fetched, findings }
}

/** Any status below 500 will do that comes with a page, for an error page is code too; one that leads elsewhere is not followed. */
async function fetchFrom(web: string, path: string, headers: Readonly<Record<string, string>>): Promise<Answer & PageAnswer> {
  const { href, origin } = new URL(path, web)
  if (origin !== new URL(web).origin) throw new Error(`${path} is no path of ${web}`)
  const answer = await ask(href, { longest: LONGEST, timeoutMs: TIMEOUT_MS }, { headers, redirect: 'manual' })
  if (answer.status >= 500) throw new Error(`${href} answers ${answer.status}`)
  return { ...answer, bytes: Buffer.from(answer.bytes) }
}
