import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { listening } from '#lib/monitor/testing.ts'
import { type Branch, printTimestamp, type Timestamp } from '#lib/timestamp/opentimestamps.ts'
import { concat, fromHex, toHex } from '#lib/tlog/bytes.ts'
import { sha256 } from '#sha256'

/** A server of this test alone, on a free port. */
export async function serve(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener)
  const url = await listening(server)
  return {
    url,
    async close() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

export async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat(await request.toArray()))
}

/** A header with this Merkle root that a handful of tries made, at a target that only a test accepts. */
export function easyHeader(root: Uint8Array, time = 0x6a5e1000): Uint8Array {
  const clock = Uint8Array.from([0, 8, 16, 24], (bits) => Math.floor(time / 2 ** bits) % 256)
  for (let nonce = 0; ; nonce++) {
    const header = concat(new Uint8Array(36), root, clock, fromHex('ffff7f20'), Uint8Array.of(nonce % 256, Math.floor(nonce / 256), 0, 0))
    if ((sha256(sha256(header)).at(-1) ?? 255) < 0x7f) return header
  }
}

export const EASY = 2n ** 256n

/** A calendar for tests: what it is given becomes pending; once there is a block, it hands out the way to its Merkle root. */
export class TestCalendar {
  url = ''
  /** Height of the block in which everything was stamped that was submitted; none as long as Bitcoin has none. */
  block: number | undefined
  asked: string[] = []
  /** What it answers against better knowledge. */
  lie: ((path: string, honest: Uint8Array) => Uint8Array) | undefined
  readonly #commitments = new Set<string>()

  static async start(): Promise<TestCalendar & { close(): Promise<void> }> {
    const made = new TestCalendar()
    const { url, close } = await serve((request, response) => void made.#answer(request, response))
    made.url = url
    return Object.assign(made, { close })
  }

  /** The Merkle root to which it leads a commitment. */
  static root(commitment: Uint8Array): Uint8Array {
    return sha256(concat(commitment, Uint8Array.of(1)))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    this.asked.push(`${request.method} ${path.replace(/[0-9a-f]{64}$/, '…')}`)
    const honest = path === '/digest' ? this.#pending(await bodyOf(request)) : this.#attested(path)
    if (!honest) return void response.writeHead(404).end('Pending confirmation in Bitcoin blockchain')
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(this.lie ? this.lie(path, honest) : honest)
  }

  #pending(digest: Uint8Array): Uint8Array {
    const argument = Uint8Array.of(7)
    const message = sha256(concat(argument, digest))
    this.#commitments.add(toHex(message))
    const leaf: Timestamp = { message, branches: [{ attestation: { kind: 'pending', uri: this.url } }] }
    return printTimestamp(along(digest, { tag: 0xf1, argument }, along(concat(argument, digest), { tag: 8 }, leaf)))
  }

  #attested(path: string): Uint8Array | undefined {
    const [, hex = ''] = /^\/timestamp\/([0-9a-f]+)$/.exec(path) ?? []
    if (this.block === undefined || !this.#commitments.has(hex)) return undefined
    const commitment = fromHex(hex)
    const argument = Uint8Array.of(1)
    const leaf: Timestamp = {
      message: TestCalendar.root(commitment),
      branches: [{ attestation: { kind: 'bitcoin', height: this.block } }],
    }
    return printTimestamp(along(commitment, { tag: 0xf0, argument }, along(concat(commitment, argument), { tag: 8 }, leaf)))
  }
}

function along(message: Uint8Array, op: Extract<Branch, { op: unknown }>['op'], next: Timestamp): Timestamp {
  return { message, branches: [{ op, next }] }
}
