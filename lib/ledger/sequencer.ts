import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mapEntry } from '#lib/history/entry.ts'
import { EMPTY_MAP, type MapTree } from '#lib/history/map.ts'
import { concat, equalBytes } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { applyBatch, countDays, moveHead, queueAlerts } from './apply.ts'
import { type Batch, computeBatch, isEmpty, type Plan, packPlan, unpackPlan } from './batch.ts'
import { CheckpointSigner, LedgerHalted } from './checkpoint-signer.ts'
import { Cosigning, type CosigningOptions } from './cosigning.ts'
import { labelPatients } from './labels.ts'
import { Leader, type LogHead, NotLeader } from './leader.ts'
import type { LogFiles } from './log-files.ts'
import { longestWait, readFrontiers, readPlan } from './plan.ts'
import { advanceStage, dropPlan, insertStage, readStage, type Stage } from './stage.ts'
import { type Staged, stageFiles, verifyStaged, writeStaged } from './staging.ts'

/** The steps of docs/protocol.md, section 6, where a crash may fall; `onStep` is told as each is about to begin. */
export const STEPS = [
  'plan',
  'stage',
  'write',
  'verify',
  'commit-to-sign',
  'high-water',
  'sign',
  'store-note',
  'adopt',
  'cosign',
  'publish',
  'checkpoint',
  'end',
] as const
export type Step = (typeof STEPS)[number]

export type SequencerOptions = CosigningOptions & {
  readonly databaseUrl: string
  /** Label bundles for auditors: never under the served folder. */
  readonly audit: LogFiles
  /** A folder that nobody serves. */
  readonly staging: string
  /** Most events in one tree. */
  readonly batch: number
  readonly onStep?: (step: Step) => Promise<void> | void
  /** Told why the days of a batch could not be counted. */
  readonly onUncounted?: (cause: unknown) => void
  /** Told why the alerts of a batch could not be queued. */
  readonly onUnqueued?: (cause: unknown) => void
}

/** The one writer of an origin. Every method throws `NotLeader` once another has taken over; nothing was written then. */
export class Sequencer {
  readonly #options: SequencerOptions
  readonly #leader: Leader
  readonly #signer: CheckpointSigner
  readonly #cosigning: Cosigning
  #map: MapTree = EMPTY_MAP

  private constructor(options: SequencerOptions, leader: Leader) {
    this.#options = options
    this.#leader = leader
    this.#signer = new CheckpointSigner(options)
    this.#cosigning = new Cosigning(options, leader, this.#signer)
  }

  /**
   * Becomes the leader and brings to its end whatever its predecessor left. Absent when another one leads.
   *
   * @throws {LedgerHalted} if the high-water file, the published checkpoint or a witness know of a larger or another tree than the database;
   *   {Error} while those witnesses who answer, and know of none, are no quorum.
   */
  static async lead(options: SequencerOptions): Promise<Sequencer | undefined> {
    const leader = await Leader.elect(options.databaseUrl, options.origin)
    if (!leader) return undefined
    const sequencer = new Sequencer(options, leader)
    try {
      await sequencer.#takeOver()
      return sequencer
    } catch (cause) {
      await leader.resign()
      throw cause
    }
  }

  async #takeOver(): Promise<void> {
    const head = await this.#leader.head()
    const stage = await readStage(this.#leader)
    const committed = stage && stage.state !== 'planned' ? stage : head
    await this.#signer.refuseIfForgotten(committed)
    await this.#signer.refuseIfWitnessed(committed, { published: head.note })
    await rm(this.#options.staging, { recursive: true, force: true })
    this.#map = await this.#leader.map(head)
    if (head.size > 0 && !equalBytes(await this.#options.files.reader(head.size).subtree(0, head.size), head.root))
      throw new Error('The served tiles are not those of the published root hash: run fsck.')
    if (stage?.state === 'planned') await this.#leader.write(() => dropPlan(this.#leader))
    else if (stage) await this.#complete(head, stage)
    if (head.size === 0 && (!stage || stage.state === 'planned')) await this.#seal(head, { releases: [], events: [] })
  }

  /** Seals what is pending, in one tree. How many events and releases that were; 0 when nothing waits. */
  async tick(): Promise<number> {
    const { client } = this.#leader
    await labelPatients(client, this.#options.keys.vrfSecret, this.#options.labels)
    await this.#step('plan')
    const plan = await readPlan(client, this.#options.batch)
    if (isEmpty(plan)) return 0
    await this.#seal(await this.#leader.head(), plan)
    return plan.releases.length + plan.events.length
  }

  /** Keeps the published text fresh while nothing happens. */
  refresh(): Promise<void> {
    return this.#cosigning.refresh()
  }

  /** Has those cosign the published text who have not done so yet. */
  addMissingLines(): Promise<void> {
    return this.#cosigning.addMissing()
  }

  /** Seconds for which the oldest event has been waiting to be sealed; 0 when none waits. */
  longestWait(): Promise<number> {
    return longestWait(this.#leader.client)
  }

  async close(): Promise<void> {
    await this.#leader.resign()
  }

  async #seal(head: LogHead, plan: Plan): Promise<void> {
    const { origin, files, audit } = this.#options
    const batch = await this.#compute(head, plan)
    const staged = await stageFiles(files, audit, head.size, batch)
    const size = head.size + batch.entries.length
    const stage: Stage = {
      state: 'planned',
      size,
      root: staged.root,
      epoch: batch.mapEntry.epoch,
      map_root: batch.mapEntry.mapRoot,
      map_entry: Buffer.from(mapEntry(batch.mapEntry)),
      text: printCheckpoint({ origin, size, root: staged.root }),
      entries: packPlan(plan),
      note: null,
    }
    await this.#step('stage')
    await this.#leader.write(async (current) => {
      if (current.size !== head.size || !equalBytes(current.root, head.root)) throw new NotLeader('The base of the plan has moved.')
      await insertStage(this.#leader, head, stage)
    })
    try {
      await this.#writeAndVerify(head, batch, staged)
    } catch (cause) {
      await this.#leader.write(() => dropPlan(this.#leader))
      throw cause
    }
    await this.#step('commit-to-sign')
    await this.#leader.write(() => advanceStage(this.#leader, stage, 'signing'))
    await this.#finish(head, { ...stage, state: 'signing' }, batch, staged)
  }

  /** After a crash in `signing` or `signed`: the same plan again, which must give the same text. */
  async #complete(head: LogHead, stage: Stage): Promise<void> {
    const { files, audit } = this.#options
    const batch = await this.#compute(head, unpackPlan(stage.entries))
    const staged = await stageFiles(files, audit, head.size, batch)
    await this.#writeAndVerify(head, batch, staged)
    const text = printCheckpoint({ origin: this.#options.origin, size: head.size + batch.entries.length, root: staged.root })
    if (text !== stage.text)
      throw new LedgerHalted(`The staged plan leads to another tree than the one that was to be signed (size ${stage.size}). Run fsck.`)
    await this.#finish(head, stage, batch, staged)
  }

  async #writeAndVerify(head: LogHead, batch: Batch, staged: Staged): Promise<void> {
    await this.#step('write')
    await writeStaged(this.#staging, staged)
    await this.#step('verify')
    await verifyStaged(this.#staging, staged, this.#options.files, head, batch)
  }

  async #finish(head: LogHead, stage: Stage, batch: Batch, staged: Staged): Promise<void> {
    const { files, audit } = this.#options
    await this.#step('high-water')
    await this.#signer.remember(stage.size, stage.root).catch(async (cause) => {
      await this.#leader.write(async () => {}) // one that was paused finds its successor's mark: that is no alarm
      throw cause
    })
    const note = stage.note ?? (await this.#sign(head, stage))
    await this.#step('adopt')
    const paths = staged.files.map(({ path }) => path)
    await audit.adopt(
      this.#staging,
      paths.filter((path) => path.startsWith('labels/')),
    )
    await files.adopt(
      this.#staging,
      paths.filter((path) => !path.startsWith('labels/')),
    )
    await rm(this.#staging, { recursive: true, force: true })
    await this.#step('cosign')
    await this.#publish(stage, batch, await this.#cosigning.untilQuorum(stage, note))
    this.#map = batch.map
  }

  async #sign(head: LogHead, stage: Stage): Promise<string> {
    await this.#step('sign')
    const note = await this.#signer.sign(stage.text, head.note)
    await this.#step('store-note')
    await this.#leader.write(() => advanceStage(this.#leader, stage, 'signed', note))
    return note
  }

  async #publish(stage: Stage, batch: Batch, note: string): Promise<void> {
    const { files } = this.#options
    const { client, origin } = this.#leader
    const proof = await files.reader(stage.size).inclusion(stage.size - 1)
    await this.#step('publish')
    await this.#leader.write(async (current) => {
      if (current.size !== stage.size - batch.entries.length) throw new NotLeader('The base of the stage has moved.')
      const uncounted = await countDays(client, await applyBatch(client, batch))
      if (uncounted) this.#options.onUncounted?.(uncounted)
      const unqueued = await queueAlerts(client, batch)
      if (unqueued) this.#options.onUnqueued?.(unqueued)
      await this.#step('checkpoint')
      await this.#signer.publish(stage.size, note)
      await moveHead(client, origin, stage, note, concat(...proof))
      await this.#cosigning.remember(note)
    })
    await this.#step('end')
  }

  async #compute(head: LogHead, plan: Plan): Promise<Batch> {
    const frontiers = await readFrontiers(this.#leader.client, plan.events)
    return computeBatch({ size: head.size, epoch: head.epoch, map: this.#map, vrfKey: this.#options.keys.vrfKey }, plan, frontiers)
  }

  /** A folder of this term alone: one that was paused cannot spoil the files of its successor. */
  get #staging(): string {
    return join(this.#options.staging, String(this.#leader.term))
  }

  async #step(step: Step): Promise<void> {
    await this.#options.onStep?.(step)
  }
}
