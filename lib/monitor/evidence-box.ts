import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { putFile } from '#lib/durable.ts'
import { type Contradiction, parseEvidence } from '#lib/history/evidence.ts'
import type { Trust } from '#lib/history/trust.ts'
import { contradictionDigest, type ProvenContradiction, verifyContradiction } from '#lib/history/verify-evidence.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import type { Answer } from './witness.ts'

/** Longest report: two notes, two proofs and two split lists are a tenth of it. */
export const MAX_REPORT = 256 * 1024
/** Reports that are looked at in a minute, from everybody together: verifying one takes some milliseconds. */
const REPORTS_PER_MINUTE = 120
const MINUTE_MS = 60_000

type Options = {
  /** Ours alone. */
  readonly folder: string
  readonly trust: Trust
  /** Milliseconds. */
  readonly now: () => number
  /** Told once of each contradiction, and where it is kept. */
  readonly onProven: (evidence: Contradiction, file: string) => void
}

/**
 * Takes reports of browsers that saw the log contradict itself. Whoever sends one may have made it up: only what both keys of the log have
 * signed is kept, and each contradiction once, however often and with whatever time it comes.
 */
export class EvidenceBox {
  readonly #options: Options
  #minute = 0
  #reports = 0

  constructor(options: Options) {
    this.#options = options
  }

  async receive(body: Uint8Array): Promise<Answer> {
    if (this.#isBusy()) return answer(429, 'too many reports: send it again in a minute')
    try {
      const evidence = parseEvidence(fromUtf8(body))
      if (!('pinned' in evidence)) return answer(422, 'this accuses nobody; only a contradiction of the log is taken here')
      await this.#keep(verifyContradiction(evidence, this.#options.trust), body)
      return answer(200, 'received and verified: both keys of the log have signed what cannot both be true')
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error
      return answer(error.code === 'unknown-log' ? 404 : 422, `this proves nothing: ${error.message}`)
    }
  }

  async #keep(proven: ProvenContradiction, body: Uint8Array): Promise<void> {
    const { evidence } = proven
    const file = join(this.#options.folder, 'evidence', `${evidence.code}-${contradictionDigest(proven).slice(0, 32)}.json`)
    if (await putOnce(file, body)) this.#options.onProven(evidence, file)
  }

  #isBusy(): boolean {
    const minute = Math.floor(this.#options.now() / MINUTE_MS)
    if (minute !== this.#minute) this.#reports = 0
    this.#minute = minute
    return ++this.#reports > REPORTS_PER_MINUTE
  }
}

/** Whether the file was not there yet. */
async function putOnce(file: string, bytes: Uint8Array): Promise<boolean> {
  const known = await access(file).then(
    () => true,
    () => false,
  )
  if (!known) await putFile(file, bytes, 0o600)
  return !known
}

function answer(status: number, sentence: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${sentence}\n` }
}
