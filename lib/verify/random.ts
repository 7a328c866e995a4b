/** Uniform below any size of a log, 2^53 − 1 at most: what falls into the last, incomplete run of 2^53 is drawn again. */
export function random(below: number): number {
  const limit = 2 ** 53 - (2 ** 53 % below)
  for (;;) {
    const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2))
    const drawn = (high % 2 ** 21) * 2 ** 32 + low
    if (drawn < limit) return drawn % below
  }
}
