import type { Progress, Report } from './types.ts'

/** What a visit has to say, and to whom: its report and how far it is. Both are the same objects until something changed. */
export class Telling {
  readonly #listeners = new Set<() => void>()
  readonly #now: () => number
  #report: Report
  #progress: Progress = { phase: 'idle', done: 0, total: 0 }

  /** `now` in milliseconds since 1970. */
  constructor(report: Report, now: () => number) {
    this.#report = report
    this.#now = now
  }

  get report(): Report {
    return this.#report
  }

  get progress(): Progress {
    return this.#progress
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A visit that does not match never matches again. */
  update(changes: Partial<Report>): void {
    const { verdict, code } = this.#report
    const kept = verdict === 'mismatch' && code ? { verdict, code } : {}
    this.#report = { ...this.#report, ...changes, ...kept, checkedAt: this.#now() }
    this.#tell()
  }

  say(phase: Progress['phase'], done: number, total: number): void {
    this.#progress = { phase, done, total }
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
