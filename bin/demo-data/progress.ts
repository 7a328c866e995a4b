const EVERY_MS = 1000

/** Says every second how far it is. */
export class Progress {
  readonly #total: number
  readonly #start = performance.now()
  #done = 0
  #said = 0

  constructor(total: number) {
    this.#total = total
  }

  add(count: number): void {
    this.#done += count
    const now = performance.now()
    if (now - this.#said < EVERY_MS) return
    this.#said = now
    console.log(`  ${this.#done.toLocaleString('en')} of ${this.#total.toLocaleString('en')} access events sent`)
  }

  end(): void {
    const seconds = (performance.now() - this.#start) / 1000
    console.log(`  ${this.#done.toLocaleString('en')} access events sent in ${seconds.toFixed(1)} s`)
  }
}
