/**
 * SHA-256 (FIPS 180-4) where there is no `node:crypto`: browsers and their workers.
 *
 *     sha256("")  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
 *
 *     message || 0x80 || zeros || u64 length in bits          blocks of 64 bytes, each mixed into eight words in 64 rounds
 *
 * Imported as `#sha256`, which is `sha256.node.ts` in Node; both are tested against one another. Section numbers and single letters are those
 * of FIPS 180-4. Synchronous, because a promise for each node of a tree costs more than its hash; and of our own, because a visit's worker
 * starts with code that nothing has warmed up, where the objects of a library cost more than the rounds (docs/decisions/0040-hashing.md).
 *
 * Nothing is allocated but the result: the buffers below serve one call at a time, and no call can be interrupted.
 */

/** Section 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const K = words(`
  428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 72be5d74 80deb1fe 9bdc06a7 c19bf174
  e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da 983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967
  27b70a85 2e1b2138 4d2c6dfc 53380d13 650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070
  19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 90befffa a4506ceb bef9a3f7 c67178f2`)
/** Section 5.3.3: those of the square roots of the first 8 primes. */
const INITIAL = words('6a09e667 bb67ae85 3c6ef372 a54ff53a 510e527f 9b05688c 1f83d9ab 5be0cd19')

const BLOCK = 64
const W = new Int32Array(64)
const H = new Int32Array(8)
const padding = new Uint8Array(2 * BLOCK)

/** 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  H.set(INITIAL)
  const whole = bytes.length - (bytes.length % BLOCK)
  for (let at = 0; at < whole; at += BLOCK) mix(bytes, at)
  const rest = bytes.length - whole
  const end = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK
  padding.fill(0)
  for (let at = 0; at < rest; at++) padding[at] = bytes[whole + at] ?? 0
  padding[rest] = 0x80
  let bits = bytes.length * 8
  for (let at = end - 1; bits > 0; at--) {
    padding[at] = bits % 256
    bits = Math.floor(bits / 256)
  }
  for (let at = 0; at < end; at += BLOCK) mix(padding, at)
  return digest()
}

/** Section 6.2.2: one block into the state. Sums are taken modulo 2^32 by `| 0`. */
function mix(block: Uint8Array, start: number): void {
  for (let t = 0, at = start; t < 16; t++, at += 4) {
    W[t] = ((block[at] ?? 0) << 24) | ((block[at + 1] ?? 0) << 16) | ((block[at + 2] ?? 0) << 8) | (block[at + 3] ?? 0)
  }
  for (let t = 16; t < 64; t++) {
    const x = W[t - 15] ?? 0
    const y = W[t - 2] ?? 0
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    W[t] = sigma1 + (W[t - 7] ?? 0) + sigma0 + (W[t - 16] ?? 0)
  }
  let a = H[0] ?? 0
  let b = H[1] ?? 0
  let c = H[2] ?? 0
  let d = H[3] ?? 0
  let e = H[4] ?? 0
  let f = H[5] ?? 0
  let g = H[6] ?? 0
  let h = H[7] ?? 0
  for (let t = 0; t < 64; t++) {
    const Sigma1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const T1 = (h + Sigma1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + (W[t] ?? 0)) | 0
    const Sigma0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const T2 = (Sigma0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + T1) | 0
    d = c
    c = b
    b = a
    a = (T1 + T2) | 0
  }
  H[0] = (H[0] ?? 0) + a
  H[1] = (H[1] ?? 0) + b
  H[2] = (H[2] ?? 0) + c
  H[3] = (H[3] ?? 0) + d
  H[4] = (H[4] ?? 0) + e
  H[5] = (H[5] ?? 0) + f
  H[6] = (H[6] ?? 0) + g
  H[7] = (H[7] ?? 0) + h
}

function digest(): Uint8Array {
  const bytes = new Uint8Array(32)
  for (let at = 0; at < 32; at++) bytes[at] = (H[at >> 2] ?? 0) >>> (24 - 8 * (at & 3))
  return bytes
}

function words(hex: string): Int32Array {
  return Int32Array.from(hex.trim().split(/\s+/), (word) => Number.parseInt(word, 16))
}
