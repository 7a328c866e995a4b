/** Numbers that look random and are the same for the same seed, everywhere: sfc32, seeded by an FNV-1a hash. Not for secrets. */
export class Random {
  readonly #seed: string
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: string) {
    this.#seed = seed
    this.#a = hash(`${seed}/a`)
    this.#b = hash(`${seed}/b`)
    this.#c = hash(`${seed}/c`)
    for (let i = 0; i < 12; i++) this.uint32()
  }

  /** An independent sequence: what one story draws changes no other. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`)
  }

  uint32(): number {
    const sum = (this.#a + this.#b + this.#count++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    return sum >>> 0
  }

  /** 0 … n−1. */
  below(n: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * n)
  }

  /** from … to, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  chance(probability: number): boolean {
    return this.uint32() < probability * 2 ** 32
  }

  pick<const T extends readonly [unknown, ...unknown[]]>(items: T): T[number] {
    return items[this.below(items.length)]
  }

  uuid(): string {
    const [a, b, c, d] = [this.hex(), this.hex(), this.hex(), this.hex()]
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`
  }

  hex(): string {
    return this.uint32().toString(16).padStart(8, '0')
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
