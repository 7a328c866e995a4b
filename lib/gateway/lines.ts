/** One line of a stream, without its line feed. `bytes` is absent when the line was longer than the limit. */
export type Line = { readonly number: number; readonly bytes?: Uint8Array }

const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/**
 * Cuts a stream into lines, holding at most one unfinished line of `limit` bytes. Lines are counted from 1; empty ones are
 * counted and left out. A last line without line feed counts when the stream ended in order, and only then: call `end` there.
 */
export class LineSplitter {
  readonly #limit: number
  #number = 0
  #unfinished: Uint8Array[] = []
  #length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  push(chunk: Uint8Array): Line[] {
    const lines: Line[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#hold(chunk.subarray(start, end))
      this.#finish(lines)
      start = end + 1
    }
    this.#hold(chunk.subarray(start))
    return lines
  }

  end(): Line[] {
    const lines: Line[] = []
    if (this.#length > 0) this.#finish(lines)
    return lines
  }

  #hold(part: Uint8Array): void {
    if (part.length === 0) return
    this.#length += part.length
    if (this.#length > this.#limit + 1) this.#unfinished = []
    else this.#unfinished.push(part)
  }

  #finish(lines: Line[]): void {
    const number = ++this.#number
    const [only] = this.#unfinished
    const whole = this.#unfinished.length === 1 && only !== undefined ? only : Buffer.concat(this.#unfinished)
    const bytes = whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole
    const tooLong = this.#length > this.#limit + 1 || bytes.length > this.#limit
    this.#unfinished = []
    this.#length = 0
    if (tooLong) lines.push({ number })
    else if (bytes.length > 0) lines.push({ number, bytes })
  }
}
