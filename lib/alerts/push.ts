import { lookup } from 'node:dns'
import { Agent, type AgentOptions, request } from 'node:https'
import type { LookupFunction } from 'node:net'
import webPush from 'web-push'
import { isInside } from './endpoint.ts'

export type Subscription = { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
export type PushKeys = { readonly subject: string; readonly publicKey: string; readonly privateKey: string }
/** `gone`: the browser has ended the subscription. */
type Pushed = 'sent' | 'gone' | 'later' | 'refused' | 'unknown'

const TIMEOUT_MS = 10_000
const KEPT_SECONDS = 24 * 60 * 60

const lookupOutside: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return answer(error, '', 0)
    const [first] = found
    if (!first || found.some(({ address }) => isInside(address))) return answer(new Error('not a public address'), '', 0)
    if (options.all) return answer(null, found)
    answer(null, first.address, first.family)
  })
}

/** Connects to public addresses only, whatever a name resolves to at the moment. */
export const outside = (more: AgentOptions = {}): Agent => new Agent({ lookup: lookupOutside, ...more })

/**
 * Sends one encrypted message (RFC 8291) to a browser's push service (RFC 8030, VAPID: RFC 8292). A message that waits there for the same
 * browser is replaced. `claim` is called just before.
 *
 * @returns undefined if there was nothing to claim.
 */
export async function push(
  { endpoint, p256dh, auth }: Subscription,
  payload: object,
  { subject, publicKey, privateKey }: PushKeys,
  agent: Agent,
  claim: () => Promise<boolean>,
): Promise<Pushed | undefined> {
  const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, JSON.stringify(payload), {
    vapidDetails: { subject, publicKey, privateKey },
    contentEncoding: 'aes128gcm',
    TTL: KEPT_SECONDS,
    topic: 'new',
  })
  if (!(await claim())) return undefined
  return new Promise((settle) => {
    const asked = request(
      endpoint,
      { method: 'POST', agent, headers: { ...details.headers }, signal: AbortSignal.timeout(TIMEOUT_MS) },
      (answer) => {
        answer.destroy() // what it says is of no use
        settle(meaning(answer.statusCode ?? 0))
      },
    )
    let connected = false
    asked.once('socket', (socket) => socket.once('secureConnect', () => (connected = true)))
    asked.once('error', () => settle(connected ? 'unknown' : 'later'))
    asked.end(details.body)
  })
}

function meaning(status: number): Pushed {
  if (status >= 200 && status < 300) return 'sent'
  if (status === 404 || status === 410) return 'gone'
  return status === 429 || status >= 500 ? 'later' : 'refused'
}
