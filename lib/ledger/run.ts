import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { LedgerHalted } from './checkpoint-signer.ts'
import { Sequencer, type SequencerOptions } from './sequencer.ts'

export type RunOptions = SequencerOptions & {
  readonly intervalMs: number
  /** A third of the trust file's `fresh`: how long a checkpoint stays without a new time. */
  readonly refreshSeconds: number
  readonly logger: Logger
}

const RETRY_MS = 1000
const WAIT_CHECK_SECONDS = 60
/** Events must be sealed within 24 hours (docs/protocol.md, section 6): a human hears long before. */
const ALARM_SECONDS = 3600

/**
 * Seals until `signal` says stop: becomes the leader, or waits to; seals what is pending every `intervalMs`; keeps the checkpoint fresh.
 * After any failure it gives up its lead, waits a second and begins anew from what the database says.
 *
 * @throws {LedgerHalted} when only a human can decide.
 */
export async function runSequencer(options: RunOptions, signal: AbortSignal): Promise<void> {
  const { logger } = options
  const onWaiting = () => logger.warn('waiting for witnesses')
  const onUncounted = (cause: unknown) => logger.error({ reason: String(cause) }, 'the days of a tree could not be counted')
  const onUnqueued = (cause: unknown) => logger.error({ reason: String(cause) }, 'the alerts of a tree could not be queued')
  while (!signal.aborted) {
    try {
      const sequencer = await Sequencer.lead({ onWaiting, onUncounted, onUnqueued, ...options, signal })
      if (sequencer) {
        logger.info('leading')
        await sealUntil(sequencer, options, signal).finally(() => sequencer.close())
      }
    } catch (error) {
      if (error instanceof LedgerHalted) throw error
      if (signal.aborted) break
      logger.warn({ reason: error instanceof Error ? error.message : String(error) }, 'sealing was interrupted and begins again')
    }
    await pause(RETRY_MS, signal)
  }
}

async function sealUntil(
  sequencer: Sequencer,
  { intervalMs, refreshSeconds, logger, clock }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  let refreshed = Number.NEGATIVE_INFINITY // the predecessor may have been gone for long
  let looked = clock()
  while (!signal.aborted) {
    const begun = performance.now()
    const sealed = await sequencer.tick()
    if (sealed > 0) refreshed = clock()
    if (sealed > 0) logger.info({ events: sealed, ms: Math.round(performance.now() - begun) }, 'sealed')
    if (sealed === 0 && clock() - refreshed >= refreshSeconds) {
      await sequencer.refresh()
      refreshed = clock()
    } else if (sealed === 0) await sequencer.addMissingLines()
    if (clock() - looked >= WAIT_CHECK_SECONDS) {
      const waited = await sequencer.longestWait()
      if (waited >= ALARM_SECONDS) logger.error({ seconds: Math.round(waited) }, 'an event has been waiting to be sealed for too long')
      looked = clock()
    }
    await pause(Math.max(0, intervalMs - (performance.now() - begun)), signal)
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
