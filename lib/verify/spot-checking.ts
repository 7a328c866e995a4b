import { printProofPart } from '#lib/history/proof-part.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import type { Page } from './loaded-page.ts'
import type { Proven } from './proven.ts'
import { draw, type Random, spotCheck } from './spot-checks.ts'
import type { Telling } from './telling.ts'

/** What becomes of a contradiction: the visit does not match. */
export type Accuse = (error: unknown, answer: Uint8Array) => Promise<unknown>

/** The spot checks of a visit's pages, one page after another, and what its report says of them. */
export class SpotChecking {
  readonly #telling: Telling
  readonly #random: Random
  readonly #accuse: Accuse
  #done: Promise<void> = Promise.resolve()
  #unchecked = false

  constructor(telling: Telling, random: Random, accuse: Accuse) {
    this.#telling = telling
    this.#random = random
    this.#accuse = accuse
  }

  /** Resolves when those of all pages are done. */
  get done(): Promise<void> {
    return this.#done
  }

  /** Those of a page that verified. */
  begin(page: Page, proven: Proven): void {
    this.#telling.update({ spotChecks: { ...this.#telling.report.spotChecks, state: 'running' } })
    this.#done = this.#done.then(() => this.#check(page, proven))
  }

  async #check(page: Page, { head, files, verdict, waiting }: Proven): Promise<void> {
    const { checked } = this.#telling.report.spotChecks
    const drawn = draw(page.entries, this.#random)
    this.#telling.say('spot-checks', checked, checked + drawn.length)
    try {
      const result = await spotCheck(drawn, head.checkpoint, files, this.#random)
      this.#unchecked ||= result === 'unchecked'
      const spotChecks = { state: this.#unchecked ? 'unchecked' : 'agreed', checked: checked + drawn.length } as const
      this.#telling.update(
        waiting ? { spotChecks, verdict, code: waiting } : { spotChecks, verdict: this.#unchecked ? 'unchecked' : verdict },
      )
    } catch (error) {
      await this.#accuse(error, utf8(printProofPart(head.part)))
      this.#telling.update({ spotChecks: { state: 'mismatch', checked } })
    }
    this.#telling.say('idle', 0, 0)
  }
}
