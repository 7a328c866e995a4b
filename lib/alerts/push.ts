import { lookup } from 'node:dns'
import { Agent, type AgentOptions, request } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import webPush from 'web-push'

export type Subscription = { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
export type PushKeys = { readonly subject: string; readonly publicKey: string; readonly privateKey: string }
/** `gone`: the browser has ended the subscription. */
export type Pushed = 'sent' | 'gone' | 'later' | 'refused' | 'unknown'

const TIMEOUT_MS = 10_000
const KEPT_SECONDS = 24 * 60 * 60
const LONGEST_ENDPOINT = 1000

const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['2001::', 23],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, prefix, 'ipv6')

/** True for addresses that no push service has: this machine, private networks, link-local, multicast, and ways to write them in IPv6. */
export function isInside(address: string): boolean {
  const family = isIP(address)
  return family === 0 || inside.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

/** Whether a push service may be at this address, which a browser, or whoever says to be one, has given: https, by a name, on the usual port. */
export function isEndpoint(text: string): boolean {
  if (text.length > LONGEST_ENDPOINT || !URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  return (
    protocol === 'https:' &&
    port === '' &&
    username === '' &&
    password === '' &&
    /[a-z]/i.test(hostname) &&
    /\./.test(hostname) &&
    isIP(hostname) === 0
  )
}

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
