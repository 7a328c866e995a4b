import { env } from '#lib/env.ts'
import { DAY_MS } from '#lib/event/days.ts'
import { DEMO_RECORD_SYSTEMS } from '#lib/event/demo/record-systems.ts'
import type { Submittable } from '#lib/event/demo/stories.ts'
import { tokenSource } from '#lib/identity-provider/client-credentials.ts'
import { recordSystemKey } from '#lib/identity-provider/secrets.ts'
import { SUBMIT_SCOPE } from '#lib/server/record-systems.ts'
import { EventStream } from './event-stream.ts'
import { Progress } from './progress.ts'

const BATCH = 500
const FORTNIGHT = 14 * DAY_MS
/** A token is asked for at the start of a stream; a new stream now and then keeps it fresh. */
const STREAM_LINES = 200_000

/** Sends a batch for each fortnight and record system, the oldest first, so that the log has them in about the order in which they happened. */
export async function sendStories(events: readonly Submittable[]): Promise<void> {
  const tokens = await tokenSources()
  const progress = new Progress(events.length)
  const byFortnight = Map.groupBy(events, ({ resource }) => Math.floor(Date.parse(String(resource.recorded)) / FORTNIGHT))
  for (const fortnight of byFortnight.values()) {
    const bySystem = Map.groupBy(fortnight, ({ recordSystem }) => recordSystem)
    await Promise.all(
      [...bySystem].map(async ([recordSystem, all]) => {
        for (let i = 0; i < all.length; i += BATCH) {
          const batch = all.slice(i, i + BATCH)
          await sendBatch(await tokenOf(tokens, recordSystem), batch)
          progress.add(batch.length)
        }
      }),
    )
  }
  progress.end()
}

/** Sends each record system's events as one stream of lines, as fast as the gateway takes them. */
export async function sendVolume(events: Iterable<Submittable>, total: number): Promise<void> {
  const tokens = await tokenSources()
  const progress = new Progress(total)
  const streams = new Map<string, EventStream>()
  for (const { recordSystem, resource } of events) {
    let stream = streams.get(recordSystem)
    if (stream === undefined || stream.lines >= STREAM_LINES) {
      await stream?.end()
      stream = new EventStream(new URL('/api/access-events', env('recordSystem').GATEWAY_URL), await tokenOf(tokens, recordSystem))
      streams.set(recordSystem, stream)
    }
    await stream.write(`${JSON.stringify(resource)}\n`)
    progress.add(1)
  }
  await Promise.all([...streams.values()].map((stream) => stream.end()))
  progress.end()
}

type TokenSources = ReadonlyMap<string, () => Promise<string>>

async function tokenSources(): Promise<TokenSources> {
  const { OIDC_ISSUER, TOKEN_ISSUER = OIDC_ISSUER, GATEWAY_URL, TOKEN_AUDIENCE = GATEWAY_URL, SECRETS_DIR } = env('recordSystem')
  const sources = DEMO_RECORD_SYSTEMS.map(async ({ id, clientId }) => {
    const key = await recordSystemKey(SECRETS_DIR, clientId)
    return [id, tokenSource({ issuer: TOKEN_ISSUER, clientId, key, audience: TOKEN_AUDIENCE, scope: SUBMIT_SCOPE })] as const
  })
  return new Map(await Promise.all(sources))
}

async function tokenOf(tokens: TokenSources, recordSystem: string): Promise<string> {
  const source = tokens.get(recordSystem)
  if (!source) throw new Error(`No record system of the demonstration is called ${recordSystem}.`)
  return source()
}

type BatchResponse = { readonly entry?: readonly { readonly response: { readonly status: string; readonly outcome?: unknown } }[] }

async function sendBatch(token: string, events: readonly Submittable[]): Promise<void> {
  const { GATEWAY_URL } = env('recordSystem')
  const entry = events.map(({ resource }) => ({ resource, request: { method: 'POST', url: 'AuditEvent' } }))
  const response = await fetch(new URL('/fhir', GATEWAY_URL), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
  })
  if (!response.ok) throw new Error(`The gateway answered ${response.status}: ${await response.text()}`)
  const answer = (await response.json()) as BatchResponse
  const refused = (answer.entry ?? []).find(({ response: { status } }) => !status.startsWith('201'))
  if (refused) throw new Error(`The gateway refused an event of the demonstration: ${JSON.stringify(refused.response)}`)
}
