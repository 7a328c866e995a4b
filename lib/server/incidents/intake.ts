import type { Database } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import { readEvidence } from '#lib/ledger/evidence.ts'
import { AppError } from '../app-error.ts'
import { database } from '../database.ts'
import { logAlarm } from '../problem.ts'
import { Rate } from '../rate.ts'
import { readBytes } from '../request.ts'
import { trustFile } from '../trust.ts'

export const MAX_EVIDENCE = 1024 * 1024
const MINUTE_MS = 60_000
/** From one address in ten minutes, and from everybody together. */
const RATE = new Rate({ windowMs: 10 * MINUTE_MS, each: 10, all: 600 })

/** What whoever reports is told: under which reference it is handled, and whether it proves something. */
type Receipt = { readonly reference: string; readonly proved: boolean }

type Trust = Parameters<typeof readEvidence>[1]
type Taken = { readonly reference: string; readonly opened: boolean; readonly told: boolean }

/**
 * Takes a browser's evidence from anybody, from anywhere: nobody is asked who they are. Nothing of the request but its body is kept.
 *
 * @throws {AppError} `too-large`; `invalid-resource` for what has not the form of evidence; `too-many-requests`.
 */
export async function receiveEvidence(request: Request): Promise<Receipt> {
  if (!RATE.allows(addressOf(request.headers))) throw tooMany()
  const body = await readBytes(request, MAX_EVIDENCE)
  return takeReport(database(), (await trustFile()).trust, body)
}

/** The same with the bytes at hand. Opens an incident, or counts one more report of a known one. */
export async function takeReport(web: Database, trust: Trust, body: Uint8Array): Promise<Receipt> {
  const evidence = readEvidence(body, trust)
  if (!evidence) throw new AppError('invalid-resource', { message: 'This is no evidence.' })
  const { code, proved, digest, keep } = evidence
  const kept = keep && new Uint8Array(keep)
  const [taken] = await web.$queryRaw<Taken[]>`
    SELECT reference, opened, told FROM report_incident(${code}, ${new Uint8Array(digest)}, ${kept ?? null}::bytea, ${proved})`
  if (!taken) throw tooMany()
  const { reference, opened } = taken
  if (opened && proved) logAlarm(reference, code)
  return { reference, proved }
}

/** To whom a browser may report that the log contradicts itself: to somebody independent, where there is one, and to us. */
export function evidenceUrls(): readonly string[] {
  const { EVIDENCE_URL, WEB_ORIGIN } = env('web')
  return [...(EVIDENCE_URL === undefined ? [] : [EVIDENCE_URL]), `${WEB_ORIGIN}/api/incidents`]
}

const tooMany = () => new AppError('too-many-requests', { message: 'Too many reports. Send it again later.' })

/** Whom the proxy in front of us names last. Without one it is the sender's own word, and the limit for all holds. */
function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? ''
}
