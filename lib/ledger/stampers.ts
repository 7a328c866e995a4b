import { randomBytes } from 'node:crypto'
import { ask, typeOf } from '#lib/ask.ts'
import { type Anchor, verifyAnchor } from '#lib/timestamp/anchor.ts'
import { type AnchorState, sourceOf } from '#lib/timestamp/anchor-name.ts'
import { bitcoinHex, blockHash } from '#lib/timestamp/bitcoin.ts'
import {
  attestationsOf,
  mergeInto,
  OP_SHA_256,
  parseProof,
  parseTimestamp,
  printProof,
  type Timestamp,
} from '#lib/timestamp/opentimestamps.ts'
import { timeStampRequest, tokenOfResponse, verifyTimeStamp } from '#lib/timestamp/rfc3161.ts'
import { fromHex, fromUtf8, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { sha256 } from '#sha256'
import { confirmToken } from './second-opinion.ts'

/** Somebody who stamps. What they answer was verified before it is returned: nothing else is ever stored. */
export type Stamper = {
  readonly url: string
  readonly source: string
  /** @throws {Error} if there is no answer, or a wrong one. */
  stamp(text: string): Promise<Stamped>
  /** More about an anchor than is known; undefined as long as there is no more. */
  upgrade?(anchor: Anchor): Promise<Stamped | undefined>
}

export type Stamped = { readonly anchor: Anchor; readonly state: AnchorState }

export type StamperOptions = {
  readonly timeoutMs: number
  /** Seconds. */
  readonly clock: () => number
  /** Where headers of Bitcoin's blocks are asked for: an address as that of an Esplora. */
  readonly headersUrl?: string | undefined
  /** For tests, which cannot mine a block. */
  readonly easiestTarget?: bigint
}

const TOKEN = { longest: 64 * 1024 }
const PROOF = { longest: 16 * 1024 }
const HEADER = { longest: 1024 }
const OTS_TYPE = 'application/vnd.opentimestamps.v1'
/** An authority whose clock and ours differ by more is not stored: one of the two is wrong. */
const CLOCKS_APART = 3600
const LONGEST_COMMITMENT = 64

/** A time-stamping authority, RFC 3161; its certificate, or that of who issues for it, is one of `pinned`. */
export function authority(url: string, pinned: readonly Uint8Array[], { timeoutMs, clock }: StamperOptions): Stamper {
  return {
    url,
    source: sourceOf('rfc3161', url),
    async stamp(text) {
      const imprint = sha256(utf8(text))
      const nonce = randomBytes(8)
      const body = Buffer.from(timeStampRequest(imprint, nonce))
      const headers = { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' }
      const answer = await ask(url, { ...TOKEN, timeoutMs }, { method: 'POST', body, headers })
      if (answer.status !== 200 || typeOf(answer) !== 'application/timestamp-reply')
        throw new Error(`${url} answers ${answer.status} ${typeOf(answer)}`)
      const token = tokenOfResponse(answer.bytes)
      const { time } = await verifyTimeStamp(token, { imprint, nonce, pinned })
      await confirmToken(token, utf8(text), pinned)
      if (Math.abs(time - clock()) > CLOCKS_APART) throw new Error(`${url} states a time that is more than an hour from ours`)
      return { anchor: { kind: 'rfc3161', text, token, url }, state: { time } }
    },
  }
}

/**
 * An OpenTimestamps calendar. Its answers have to name it by this very address: where a pending proof is asked for is ours to say, not
 * an answer's.
 */
export function calendar(address: string, options: StamperOptions): Stamper {
  const url = address.replace(/\/$/, '')
  const { timeoutMs } = options
  const get = (path: string, init?: RequestInit) =>
    ask(`${url}/${path}`, { ...PROOF, timeoutMs }, { headers: { accept: OTS_TYPE }, ...init })
  const anchorOf = (text: string, timestamp: Timestamp): Anchor => ({
    kind: 'opentimestamps',
    text,
    token: printProof({ hash: OP_SHA_256, timestamp }),
    url,
  })
  const isOurs = ({ attestation }: ReturnType<typeof attestationsOf>[number]) => attestation.kind === 'pending' && attestation.uri === url

  return {
    url,
    source: sourceOf('opentimestamps', url),
    async stamp(text) {
      const imprint = sha256(utf8(text))
      const { status, bytes } = await get('digest', { method: 'POST', body: Buffer.from(imprint) })
      if (status !== 200) throw new Error(`${url} answers ${status}`)
      const timestamp = parseTimestamp(bytes, imprint)
      if (!attestationsOf(timestamp).some(isOurs)) throw new Error(`${url} answers with a proof that is not pending at ${url}`)
      return { anchor: anchorOf(text, timestamp), state: 'pending' }
    },
    async upgrade({ text, token }) {
      let { timestamp } = parseProof(token)
      // A block is known already: it can only be looked up.
      if (attestationsOf(timestamp).some(({ attestation }) => attestation.kind === 'bitcoin'))
        return options.headersUrl === undefined ? undefined : withBlock(anchorOf(text, timestamp), options)
      for (const { message } of attestationsOf(timestamp).filter(isOurs)) {
        if (message.length > LONGEST_COMMITMENT) throw new Error(`${url} has promised to stamp something overlong`)
        const { status, bytes } = await get(`timestamp/${toHex(message)}`)
        if (status === 404) continue
        if (status !== 200) throw new Error(`${url} answers ${status}`)
        timestamp = mergeInto(timestamp, parseTimestamp(bytes, message))
      }
      return withBlock(anchorOf(text, timestamp), options)
    },
  }
}

/**
 * The anchor with the block that its proof leads to, if one does. With a source of headers nothing is believed that does not lead to a
 * block with the work of one; without, whoever looks at it is told to compare.
 */
async function withBlock(anchor: Anchor, { headersUrl, timeoutMs, easiestTarget }: StamperOptions): Promise<Stamped | undefined> {
  const { origin } = parseCheckpoint(anchor.text)
  const { blocks } = await verifyAnchor(anchor, { origin })
  const [first] = blocks.toSorted((a, b) => a.height - b.height)
  if (!first) return undefined
  if (headersUrl === undefined) return { anchor, state: { block: first.height } }
  const complete = { ...anchor, header: await blockHeader(headersUrl, first.height, timeoutMs) }
  const { time } = await verifyAnchor(complete, { origin }, easiestTarget)
  if (time === 'not yet') throw new VerificationError('malformed', 'a block without a time')
  return { anchor: complete, state: { time } }
}

/** Esplora's `GET /block-height/<height>` and `GET /block/<hash>/header`. That the header belongs to the proof is checked by who uses it. */
async function blockHeader(address: string, height: number, timeoutMs: number): Promise<Uint8Array> {
  const url = address.replace(/\/$/, '')
  const text = async (path: string, form: RegExp) => {
    const { status, bytes } = await ask(`${url}/${path}`, { ...HEADER, timeoutMs })
    const answer = status === 200 ? fromUtf8(bytes).trim() : ''
    if (!form.test(answer)) throw new Error(`${url}/${path} answers ${status}, and nothing of the right form`)
    return answer
  }
  const hash = await text(`block-height/${height}`, /^[0-9a-f]{64}$/)
  const header = fromHex(await text(`block/${hash}/header`, /^[0-9a-f]{160}$/))
  if (bitcoinHex(blockHash(header)) !== hash) throw new Error(`${url} answers with the header of another block`)
  return header
}
