/** How often something may be done in a window of time, by one and by all together. Kept in memory: a restart forgets it, and nothing of it is written down. */
type Limits = { readonly windowMs: number; readonly each: number; readonly all: number }

export class Rate {
  readonly #limits: Limits
  readonly #now: () => number
  #window = 0
  #all = 0
  readonly #each = new Map<string, number>()

  constructor(limits: Limits, now: () => number = Date.now) {
    this.#limits = limits
    this.#now = now
  }

  /** Whether `key` may once more; asking counts. */
  allows(key: string): boolean {
    const { windowMs, each, all } = this.#limits
    const window = Math.floor(this.#now() / windowMs)
    if (window !== this.#window) {
      this.#window = window
      this.#all = 0
      this.#each.clear()
    }
    const own = (this.#each.get(key) ?? 0) + 1
    if (own > each || this.#all >= all) return false
    this.#each.set(key, own)
    this.#all += 1
    return true
  }
}
