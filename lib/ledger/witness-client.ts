import { type Answer, ask } from '#lib/ask.ts'
import { openCosignatures, originHash, parseSize, printAddCheckpoint } from '#lib/tlog/add-checkpoint.ts'
import { fromUtf8, type Hash } from '#lib/tlog/bytes.ts'
import { type Checkpoint, parseCheckpoint } from '#lib/tlog/checkpoint.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { MAX_NOTE_LENGTH, openNote, type VerifiedSignature, type Vkey } from '#lib/tlog/note.ts'

/** One witness of the policy: all its keys, and where it is reached. */
export type WitnessAddress = { readonly url: string; readonly vkeys: readonly Vkey[] }

/** A checkpoint that is to be cosigned, and how to prove that it extends an earlier tree. */
export type Candidate = {
  readonly size: number
  readonly text: string
  /** With the log's lines and no others: some witnesses read no more than 16 KiB. */
  readonly note: Uint8Array
  readonly consistency: (size1: number) => Promise<readonly Hash[]>
}

/** For all that one witness is asked about one checkpoint. */
const TIMEOUT_MS = 5000
const TRIES = 3

/** What a witness says it has cosigned is larger than what we have. Its word alone is no evidence: see `WitnessClient.latest`. */
export class WitnessAhead extends Error {
  readonly size: number

  constructor(url: string, size: number) {
    super(`${url} says that it has cosigned size ${size}`)
    this.size = size
  }
}

/** Asks one witness, of ours or of anybody, by C2SP tlog-witness. What it answers is believed only as far as it verifies. */
export class WitnessClient {
  readonly #address: WitnessAddress
  /** Size of the tree that it cosigned last, as far as we know: a wrong one costs a round trip. */
  #size = 0

  constructor(address: WitnessAddress) {
    this.#address = address
  }

  get url(): string {
    return this.#address.url
  }

  /**
   * Its cosignatures of this checkpoint, each verified under the policy; never none.
   *
   * @throws {WitnessAhead} if it says that it has cosigned a larger tree; {Error} if it does not answer in 5 s, or not with cosignatures.
   */
  async cosign({ size, text, note, consistency }: Candidate): Promise<readonly VerifiedSignature[]> {
    const deadline = performance.now() + TIMEOUT_MS
    for (let tries = 1; tries <= TRIES; tries++) {
      const oldSize = Math.min(this.#size, size)
      const proof = oldSize === 0 || oldSize === size ? [] : await consistency(oldSize)
      const body = Buffer.from(printAddCheckpoint({ oldSize, proof, checkpoint: note }))
      const headers = { 'content-type': 'text/plain' }
      const { status, bytes } = await this.#ask('add-checkpoint', deadline, { method: 'POST', body, headers })
      if (status === 409) {
        this.#size = parseSize(bytes)
        if (this.#size > size) throw new WitnessAhead(this.url, this.#size)
        continue
      }
      if (status !== 200) throw new Error(`${this.url} answered ${status}: ${fromUtf8(bytes).slice(0, 200).trim()}`)
      const signatures = openCosignatures(bytes, text, this.#address.vkeys)
      if (signatures.length === 0) throw new Error(`${this.url} answered without a cosignature that verifies`)
      this.#size = size
      return signatures
    }
    throw new Error(`${this.url} names another size each time`)
  }

  /**
   * The checkpoint that it serves to monitors, if these keys of the log have signed it: that is evidence, whoever hands it over.
   *
   * @returns undefined where it has none yet, or none that one of these keys has signed.
   * @throws {Error} if it does not answer, or with anything else.
   */
  async latest(origin: string, logKeys: readonly Vkey[]): Promise<Checkpoint | undefined> {
    const { status, bytes } = await this.#ask(`${originHash(origin)}/checkpoint`, performance.now() + TIMEOUT_MS)
    if (status === 404) return undefined
    if (status !== 200) throw new Error(`${this.url} answered ${status}`)
    try {
      const checkpoint = parseCheckpoint(openNote(bytes, logKeys).text)
      if (checkpoint.origin !== origin) throw new Error(`${this.url} serves the checkpoint of another log`)
      return checkpoint
    } catch (cause) {
      if (cause instanceof VerificationError && cause.code === 'unknown-log') return undefined
      throw cause
    }
  }

  #ask(path: string, deadline: number, init: RequestInit = {}): Promise<Answer> {
    const timeoutMs = Math.max(1, Math.ceil(deadline - performance.now()))
    return ask(`${this.url.replace(/\/$/, '')}/${path}`, { longest: MAX_NOTE_LENGTH, timeoutMs }, init)
  }
}
