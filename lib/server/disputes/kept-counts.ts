import type { QueueCounts } from '#lib/dispute/queue-view.ts'

type Kept = { readonly at: number; readonly counts: QueueCounts }

const FRESH_MS = 5000
const LONGEST_MS = 60_000
const MOST_KEPT = 1000

/**
 * Counts that are a few seconds old: with thousands of open cases nobody waits for them to be counted again. They are shown as they were for
 * as long as they are counted anew; `forget` what somebody has just changed, and counts that are old are waited for.
 */
export class KeptCounts {
  readonly #now: () => number
  readonly #kept = new Map<string, Kept>()
  readonly #running = new Map<string, Promise<QueueCounts>>()

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** `staff` is whose counts these are, `key` what is counted; `count` counts. @throws what `count` throws, where nothing is kept. */
  async get(staff: string, key: string, count: () => Promise<QueueCounts>): Promise<QueueCounts> {
    const name = `${staff} ${key}`
    const kept = this.#kept.get(name)
    const age = kept ? this.#now() - kept.at : Number.POSITIVE_INFINITY
    if (kept && age < FRESH_MS) return kept.counts
    const running = this.#running.get(name) ?? this.#run(name, count)
    if (!kept || age >= LONGEST_MS) return running
    running.catch(() => undefined)
    return kept.counts
  }

  forget(staff: string): void {
    for (const kept of [this.#kept, this.#running]) for (const name of kept.keys()) if (name.startsWith(`${staff} `)) kept.delete(name)
  }

  #run(name: string, count: () => Promise<QueueCounts>): Promise<QueueCounts> {
    const running: Promise<QueueCounts> = count()
      .then((counts) => {
        if (this.#running.get(name) === running) this.#keep(name, counts)
        return counts
      })
      .finally(() => {
        if (this.#running.get(name) === running) this.#running.delete(name)
      })
    this.#running.set(name, running)
    return running
  }

  #keep(name: string, counts: QueueCounts): void {
    this.#kept.delete(name)
    this.#kept.set(name, { at: this.#now(), counts })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
  }
}

/** Those of the web process. After a step of a staff member they are forgotten. */
export const queueCounts = new KeptCounts()
