import { setTimeout as sleep } from 'node:timers/promises'
import type { Trust } from '#lib/history/trust.ts'
import { verifyCheckpoint } from '#lib/history/verify-checkpoint.ts'
import { parseAnchor } from '#lib/timestamp/anchor.ts'
import { type AnchorName, rank } from '#lib/timestamp/anchor-name.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import type { AnchorFolder } from './anchor-folder.ts'
import type { LogFiles } from './log-files.ts'
import type { Stamper } from './stampers.ts'

export type AnchoringParts = {
  readonly files: AnchorFolder
  readonly log: Pick<LogFiles, 'checkpoints'>
  readonly trust: Trust
  readonly stampers: readonly Stamper[]
  /** Between two time stamps of one source. */
  readonly minutes: number
  /** Milliseconds. */
  readonly now: () => number
  readonly logger: Logger
}

type Logger = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

/** How often somebody looks whether there is something to do. */
const LOOK_MS = 5000
const MINUTE_MS = 60_000
/** A calendar waits for Bitcoin: asked again after so long. */
const UPGRADE_MS = 10 * MINUTE_MS
/** Anchors that are asked for in one go; where there are more, the next ones come next. */
const UPGRADES = 50

/**
 * Has the newest checkpoint stamped by one source, every so many minutes, and asks for what its earlier stamps still lack. What fails is
 * left alone for a minute, then two, four … and at most as long as two stamps are apart; nothing else waits for it.
 */
export class SourceAnchoring {
  readonly #parts: AnchoringParts
  readonly #stamper: Stamper
  readonly #stamping = new Attempts()
  readonly #upgrading = new Attempts()
  #upgradeAt = 0
  #turn = 0

  constructor(parts: AnchoringParts, stamper: Stamper) {
    this.#parts = parts
    this.#stamper = stamper
  }

  /** Does what there is to do now. Never throws: what went wrong is logged, and tried again later. */
  async round(): Promise<void> {
    await this.#try(this.#stamping, 'no time stamp', () => this.#stampNewest())
    await this.#try(this.#upgrading, 'time stamps were not completed', () => this.#upgrade())
  }

  async #try(attempts: Attempts, what: string, work: () => Promise<void>): Promise<void> {
    const { now, logger, minutes } = this.#parts
    if (now() < attempts.notBefore) return
    try {
      await work()
      attempts.failures = 0
    } catch (error) {
      const wait = Math.min(2 ** attempts.failures, minutes)
      attempts.failures += 1
      attempts.notBefore = now() + wait * MINUTE_MS
      logger.warn({ url: this.#stamper.url, error: sentenceOf(error), minutes: wait }, `${what}; tried again later`)
    }
  }

  async #stampNewest(): Promise<void> {
    const { files, minutes, now, logger } = this.#parts
    const last = await files.newestBy(this.#stamper.source)
    if (last && now() < last.at + minutes * MINUTE_MS) return
    const checkpoint = await newestCheckpoint(this.#parts)
    if (!checkpoint || checkpoint.size <= (last?.size ?? 0)) return
    const { anchor, state } = await this.#stamper.stamp(checkpoint.text)
    await files.put({ size: checkpoint.size, state }, anchor)
    logger.info({ url: this.#stamper.url, size: checkpoint.size, state }, 'stamped')
  }

  /** One that is wrong does not keep the others from being asked for; one that is not answered does. */
  async #upgrade(): Promise<void> {
    const { files, now } = this.#parts
    if (!this.#stamper.upgrade || now() < this.#upgradeAt) return
    await files.tidy()
    const open = (await files.list()).filter((name) => name.source === this.#stamper.source && rank(name) < 2)
    const wrong: VerificationError[] = []
    for (const name of inTurn(open, this.#turn)) {
      await this.#upgradeOne(name).catch((error: unknown) => {
        if (!(error instanceof VerificationError)) throw error
        wrong.push(error)
      })
    }
    this.#turn += UPGRADES
    this.#upgradeAt = now() + UPGRADE_MS
    if (wrong[0]) throw wrong[0]
  }

  async #upgradeOne(name: AnchorName): Promise<void> {
    const { files, logger } = this.#parts
    const text = await files.read(name)
    const more = text === undefined ? undefined : await this.#stamper.upgrade?.(parseAnchor(text))
    if (!more || rank({ ...name, state: more.state }) <= rank(name)) return
    await files.put({ size: name.size, state: more.state }, more.anchor)
    logger.info({ url: this.#stamper.url, size: name.size, state: more.state }, 'upgraded')
  }
}

class Attempts {
  failures = 0
  notBefore = 0
}

function inTurn<T>(items: readonly T[], turn: number): T[] {
  const from = items.length > UPGRADES ? turn % items.length : 0
  return [...items.slice(from), ...items.slice(0, from)].slice(0, UPGRADES)
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? `${error.message} (${error.cause.message})` : String(error)
}

/** The published checkpoint, if the policy's quorum has cosigned it: nothing less is stamped. */
async function newestCheckpoint({ log, trust, now }: Pick<AnchoringParts, 'log' | 'trust' | 'now'>) {
  const newest = await log.checkpoints.newest()
  if (!newest) return undefined
  const checkpoint = verifyCheckpoint(fromUtf8(newest.bytes), trust, Math.floor(now() / 1000))
  return checkpoint.waiting === 'quorum-not-met' ? undefined : checkpoint
}

/** Goes on until `signal`: each source by itself, so that one that never answers holds up no other. */
export async function runAnchoring(parts: AnchoringParts, signal: AbortSignal): Promise<void> {
  await Promise.all(
    parts.stampers.map(async (stamper) => {
      const source = new SourceAnchoring(parts, stamper)
      while (!signal.aborted) {
        await source.round()
        await sleep(LOOK_MS, undefined, { signal }).catch(() => {})
      }
    }),
  )
}
