import { setTimeout as sleep } from 'node:timers/promises'
import { fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import type { Checkpoint } from '#lib/tlog/checkpoint.ts'
import { openNote, parseNote, printNote, type SignatureLine, type VerifiedSignature, type Vkey } from '#lib/tlog/note.ts'
import { type Policy, quorumMet } from '#lib/tlog/policy.ts'
import { type Candidate, type WitnessAddress, WitnessAhead, WitnessClient } from './witness-client.ts'

/** After the quorum is met, this long for those who are slower, so that most checkpoints are published with everybody's line. */
const GRACE_MS = 500
/** Before a witness that failed is asked again in the background: twice as long each time. */
const BACK_OFF_MS = 5000
const LONGEST_BACK_OFF_MS = 300_000

export type Failure = { readonly url: string; readonly reason: string }

type Asked = { readonly client: WitnessClient; readonly vkeys: readonly Vkey[]; failures: number; restUntil: number }

/** All witnesses of a policy that have an address; auditors among them are asked in the same way. */
export class Witnesses {
  readonly #policy: Policy
  readonly #clients: readonly Asked[]
  readonly #report: (failure: Failure) => void

  /** `report` hears of each witness that could not be asked, or answered something else than cosignatures. */
  constructor(policy: Policy, report: (failure: Failure) => void = () => {}) {
    this.#policy = policy
    this.#report = report
    this.#clients = addresses(policy).map((address) => ({
      client: new WitnessClient(address),
      vkeys: address.vkeys,
      failures: 0,
      restUntil: 0,
    }))
  }

  /**
   * Asks everybody at once. Resolves when all have answered or failed, or half a second after the quorum was met; with all lines that came.
   */
  async ask(candidate: Candidate): Promise<readonly SignatureLine[]> {
    const signatures: VerifiedSignature[] = []
    let quorum: () => void = () => {}
    const met = new Promise<void>((resolve) => {
      quorum = resolve
    })
    const asked = this.#clients.map((one) => this.#collect(one, candidate, signatures, quorum))
    await Promise.race([Promise.all(asked), met.then(() => sleep(GRACE_MS, undefined, { ref: false }))])
    return signatures.map(({ line }) => line)
  }

  /** Lines of those whose keys have not signed `note` yet, and who did not fail just now. Resolves when all of them have answered. */
  async askMissing(candidate: Candidate, note: string): Promise<readonly SignatureLine[]> {
    const present = new Set(openNote(utf8(note), this.#vkeys).signatures.map(({ vkey }) => vkey))
    const missing = this.#clients.filter(({ vkeys, restUntil }) => restUntil < Date.now() && !vkeys.every((vkey) => present.has(vkey)))
    const signatures: VerifiedSignature[] = []
    await Promise.all(missing.map((one) => this.#collect(one, candidate, signatures, () => {})))
    return signatures.map(({ line }) => line)
  }

  /** Whether these lines of a note are the policy's quorum, whatever their age. */
  satisfied(note: string): boolean {
    return quorumMet(
      this.#policy,
      openNote(utf8(note), this.#vkeys).signatures.map(({ vkey }) => vkey),
    )
  }

  /** The lines of a note that witnesses and auditors of the policy made, verified. @throws {VerificationError} if one of them is false. */
  cosignatures(note: string): readonly VerifiedSignature[] {
    const known = new Set(this.#policy.witnesses.map(({ vkey }) => vkey))
    return openNote(utf8(note), this.#vkeys).signatures.filter(({ vkey }) => known.has(vkey))
  }

  /**
   * What the witnesses serve to monitors: their checkpoints under our keys, and whether those who answered with nothing above `size` are
   * a quorum. Not every witness serves any; such a one is handed what is `published`, and is heard to have cosigned something larger.
   * @throws never: who does not answer is reported.
   */
  async survey(
    origin: string,
    logKeys: readonly Vkey[],
    size: number,
    published: Candidate | undefined,
  ): Promise<{ seen: readonly (Checkpoint & { url: string })[]; enough: boolean }> {
    const seen: (Checkpoint & { url: string })[] = []
    const below: Vkey[] = []
    await Promise.all(
      this.#clients.map(async ({ client, vkeys }) => {
        try {
          const checkpoint = await client.latest(origin, logKeys)
          if (checkpoint) seen.push({ ...checkpoint, url: client.url })
          if ((checkpoint?.size ?? (await sizeByItsWord(client, published))) <= size) below.push(...vkeys)
        } catch (cause) {
          this.#report({ url: client.url, reason: reasonOf(cause) })
        }
      }),
    )
    return { seen, enough: quorumMet(this.#policy, below) }
  }

  async #collect(one: Asked, candidate: Candidate, signatures: VerifiedSignature[], quorum: () => void): Promise<void> {
    try {
      signatures.push(...(await one.client.cosign(candidate)))
      one.failures = 0
      const met = quorumMet(
        this.#policy,
        signatures.map(({ vkey }) => vkey),
      )
      if (met) quorum()
    } catch (cause) {
      one.restUntil = Date.now() + Math.min(LONGEST_BACK_OFF_MS, BACK_OFF_MS * 2 ** one.failures++)
      this.#report({ url: one.client.url, reason: reasonOf(cause) })
    }
  }

  get #vkeys(): readonly Vkey[] {
    return [...this.#policy.logs, ...this.#policy.witnesses].map(({ vkey }) => vkey)
  }
}

/**
 * The note with these lines, each in the place of an earlier one of its key or before the last line, which is the one of no key
 * (docs/protocol.md, section 2).
 */
export function withLines(note: string, lines: readonly SignatureLine[]): string {
  const { text, signatures } = parseNote(utf8(note))
  const same = (a: SignatureLine) => (b: SignatureLine) => a.name === b.name && a.keyId === b.keyId
  const kept = signatures.map((line) => lines.find(same(line)) ?? line)
  const added = lines.filter((line) => !signatures.some(same(line)))
  return fromUtf8(printNote({ text, signatures: [...kept.slice(0, -1), ...added, ...kept.slice(-1)] }))
}

async function sizeByItsWord(client: WitnessClient, published: Candidate | undefined): Promise<number> {
  if (!published) return 0
  try {
    await client.cosign(published)
    return published.size
  } catch (cause) {
    if (cause instanceof WitnessAhead) return cause.size
    throw cause
  }
}

function addresses({ witnesses }: Policy): WitnessAddress[] {
  const urls = [...new Set(witnesses.flatMap(({ url }) => url ?? []))]
  return urls.map((url) => ({ url, vkeys: witnesses.filter((witness) => witness.url === url).map(({ vkey }) => vkey) }))
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
