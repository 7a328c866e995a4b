import { setTimeout as sleep } from 'node:timers/promises'
import { utf8 } from '#lib/tlog/bytes.ts'
import { parseNote, type SignatureLine } from '#lib/tlog/note.ts'
import type { CheckpointSigner, SignerOptions } from './checkpoint-signer.ts'
import { rememberCosigned } from './cosigned.ts'
import { labelPatients } from './labels.ts'
import type { Leader, LogHead } from './leader.ts'
import { readStage, type Stage } from './stage.ts'
import { withLines } from './witnesses.ts'

/** Between two rounds of asking witnesses who are no quorum yet. A round itself ends after 5 s, whoever is silent. */
const ASK_AGAIN_MS = 1000
/** Sealing waits so long for lines that come late, and takes them up afterwards. */
const LATE_MS = 250

export type CosigningOptions = SignerOptions & {
  /** Most labels made in a round of waiting. */
  readonly labels: number
  /** Told at each round in which too few witnesses have cosigned. */
  readonly onWaiting?: () => void
  /** Ends waiting for witnesses. */
  readonly signal?: AbortSignal
}

/** Other people's signatures on our checkpoints: docs/protocol.md, section 6, steps 7 and 9. */
export class Cosigning {
  readonly #options: CosigningOptions
  readonly #leader: Leader
  readonly #signer: CheckpointSigner
  #asking: Promise<void> | undefined
  #late: { readonly text: string; readonly lines: readonly SignatureLine[] } | undefined

  constructor(options: CosigningOptions, leader: Leader, signer: CheckpointSigner) {
    this.#options = options
    this.#leader = leader
    this.#signer = signer
  }

  /**
   * Step 7: the note with the lines of a quorum. Until it is met nothing else is sealed; people's labels are made meanwhile.
   *
   * @throws {LedgerHalted} if a witness shows another tree that bears our signature; {NotLeader}; an AbortError.
   */
  async untilQuorum(stage: Stage, signed: string): Promise<string> {
    const { witnesses, keys, labels, onWaiting, signal } = this.#options
    for (let note = signed; ; ) {
      note = withLines(note, await witnesses.ask(this.#signer.candidate(note)))
      if (witnesses.satisfied(note)) return note
      onWaiting?.()
      await this.#leader.write(async () => {}) // one that was paused finds its successor's tree: that is no alarm
      await this.#signer.refuseIfWitnessed(stage, { quorum: false })
      await labelPatients(this.#leader.client, keys.vrfSecret, labels)
      await sleep(ASK_AGAIN_MS, undefined, signal && { signal })
    }
  }

  /** Step 9: signs the published text again with a later time and has it cosigned. Without a quorum the note stays as it is. */
  async refresh(): Promise<void> {
    const { witnesses, onWaiting } = this.#options
    const head = await this.#leader.head()
    if (head.size === 0) return
    const renewed = await this.#signer.renew(head.note)
    const lines = await witnesses.ask(this.#signer.candidate(renewed))
    if (!witnesses.satisfied(withLines(renewed, lines))) return onWaiting?.()
    await this.#replace(head, withLines(withLines(renewed, this.#signer.cosignatures(head.note)), lines))
  }

  /** Step 9: adds the lines of witnesses who were too late, or not there, when the checkpoint was published. Who is silent holds up nobody. */
  async addMissing(): Promise<void> {
    const head = await this.#leader.head()
    if (head.size === 0) return
    this.#asking ??= this.#askMissing(head.note).finally(() => {
      this.#asking = undefined
    })
    await Promise.race([this.#asking, sleep(LATE_MS, undefined, { ref: false })])
    const { text, lines } = this.#late ?? { text: '', lines: [] }
    this.#late = undefined
    if (lines.length > 0 && parseNote(utf8(head.note)).text === text) await this.#replace(head, withLines(head.note, lines))
  }

  async #askMissing(note: string): Promise<void> {
    const candidate = this.#signer.candidate(note)
    this.#late = { text: candidate.text, lines: await this.#options.witnesses.askMissing(candidate, note) }
  }

  /** Who cosigned this note, inside the transaction that publishes it. */
  remember(note: string): Promise<void> {
    const { client, origin } = this.#leader
    return rememberCosigned(client, origin, this.#options.witnesses.cosignatures(note))
  }

  /** Other signature lines for the published text, unless something else was published meanwhile. */
  async #replace(head: LogHead, note: string): Promise<void> {
    const { client, origin } = this.#leader
    await this.#leader.write(async (current) => {
      if (current.note !== head.note || (await readStage(this.#leader))) return
      await this.#signer.publish(head.size, note)
      await this.remember(note)
      await client.query('UPDATE log_head SET note = $2, published_at = now() WHERE origin = $1', [origin, note])
    })
  }
}
