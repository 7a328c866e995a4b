/**
 * Two multiples of one point of edwards25519 for the price of little more than one: what a VRF proof spends its time on.
 *
 *     a = 1·2^0 − 7·2^5 + 13·2^9 …        odd digits from −15 to 15, with at least four zeros between them
 *     a·P = Σ digit·(2^place·P)           the powers 2^place·P are the same for b·P and are made once
 *
 * Each power is added to the bucket of its digit's size, and the buckets are summed at the end (Yao's method). The formulas are those of
 * RFC 8032, section 5.1.4, in extended coordinates: x = X/Z, y = Y/Z, x·y = T/Z. They hold for every two points, so there is no special case.
 *
 * Plain integers instead of the library's points, which check and freeze each of the 350 intermediate ones: a third faster. A mistake here
 * would give a proof that does not verify, and the vectors of RFC 9381 would not come out. Not constant-time: see vrf.ts.
 */
import type { EdwardsPoint } from '@noble/curves/abstract/edwards.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { numberToBytesLE } from '@noble/curves/utils.js'

type Coordinates = { readonly X: bigint; readonly Y: bigint; readonly Z: bigint; readonly T: bigint }

const { Point } = ed25519
const twiceD = 2n * Point.CURVE().d
const LOW = 2n ** 255n - 1n
const NEUTRAL: Coordinates = Point.ZERO
/** Digits ±1, ±3 … ±15. */
const BUCKETS = 8
/** A scalar has 255 bits; what is carried out of the highest digit stands 5 places further. */
const PLACES = 261

/** `a·P` and `b·P`, for scalars below 2^255. */
export function multiplyBoth(P: EdwardsPoint, a: bigint, b: bigint): [EdwardsPoint, EdwardsPoint] {
  const both = [a, b].map((scalar) => ({ digits: signedDigits(scalar), buckets: new Array<Coordinates | undefined>(BUCKETS) }))
  let power: Coordinates = P
  for (let place = 0; place < PLACES; place++) {
    if (place > 0)
      power = double(
        power,
        both.some(({ digits }) => digits[place] !== 0),
      )
    for (const { digits, buckets } of both) {
      const digit = digits[place] ?? 0
      if (digit === 0) continue
      const bucket = Math.abs(digit) >> 1
      const before = buckets[bucket]
      const signed = digit > 0 ? power : negative(power)
      buckets[bucket] = before ? add(before, signed) : signed
    }
  }
  const [aP, bP] = both.map(({ buckets }) => asPoint(sum(buckets)))
  return [aP ?? Point.ZERO, bP ?? Point.ZERO]
}

/** `a·P + b·Q`, for scalars below 2^255: what checking a proof spends its time on. Both take part in the same doublings (Straus's method). */
export function multiplySum(P: EdwardsPoint, a: bigint, Q: EdwardsPoint, b: bigint): EdwardsPoint {
  const terms = [
    { digits: signedDigits(a), multiples: oddMultiples(P) },
    { digits: signedDigits(b), multiples: oddMultiples(Q) },
  ]
  let sum = NEUTRAL
  for (let place = PLACES; place >= 0; place--) {
    sum = double(
      sum,
      terms.some(({ digits }) => digits[place] !== 0),
    )
    for (const { digits, multiples } of terms) {
      const digit = digits[place] ?? 0
      const multiple = multiples[Math.abs(digit) >> 1]
      if (digit !== 0 && multiple) sum = add(sum, digit > 0 ? multiple : negative(multiple))
    }
  }
  return asPoint(sum)
}

/** P, 3·P … 15·P. */
function oddMultiples(P: Coordinates): Coordinates[] {
  const twice = double(P, true)
  const multiples = [P]
  for (let i = 1; i < BUCKETS; i++) multiples.push(add(multiples[i - 1] ?? NEUTRAL, twice))
  return multiples
}

/** The digit of each place, lowest first. */
function signedDigits(scalar: bigint): Int8Array {
  const bytes = numberToBytesLE(scalar, 34)
  const bit = (place: number) => ((bytes[place >> 3] ?? 0) >> (place & 7)) & 1
  const digits = new Int8Array(PLACES + 5)
  for (let place = 0, carry = 0; place < PLACES; ) {
    const low = bit(place) + carry
    if (low !== 1) {
      carry = low >> 1
      place++
      continue
    }
    const window = carry + bit(place) + 2 * bit(place + 1) + 4 * bit(place + 2) + 8 * bit(place + 3) + 16 * bit(place + 4)
    carry = window >> 4
    digits[place] = window - 32 * carry
    place += 5
  }
  return digits
}

/** Bucket i counts 2i + 1 times: twice the sum of the partial sums from the top down to bucket 1, and each bucket once. */
function sum(buckets: readonly (Coordinates | undefined)[]): Coordinates {
  let partial = NEUTRAL
  let twice = NEUTRAL
  for (let bucket = BUCKETS - 1; bucket > 0; bucket--) {
    partial = add(partial, buckets[bucket] ?? NEUTRAL)
    twice = add(twice, partial)
  }
  return add(add(double(twice, true), partial), buckets[0] ?? NEUTRAL)
}

function add(P: Coordinates, Q: Coordinates): Coordinates {
  const A = reduce((P.Y - P.X) * (Q.Y - Q.X))
  const B = reduce((P.Y + P.X) * (Q.Y + Q.X))
  const C = reduce(reduce(P.T * twiceD) * Q.T)
  const D = reduce(2n * P.Z * Q.Z)
  return corners(B - A, D - C, D + C, B + A, true)
}

/** Without `complete` T is left out: only an addition looks at it. */
function double({ X, Y, Z }: Coordinates, complete: boolean): Coordinates {
  const A = reduce(X * X)
  const B = reduce(Y * Y)
  const H = A + B
  const G = A - B
  return corners(H - reduce((X + Y) * (X + Y)), reduce(2n * Z * Z) + G, G, H, complete)
}

function corners(E: bigint, F: bigint, G: bigint, H: bigint, complete: boolean): Coordinates {
  return { X: reduce(E * F), Y: reduce(G * H), Z: reduce(F * G), T: complete ? reduce(E * H) : 0n }
}

/** The same modulo p = 2^255 − 19, and not much above 2^255: what stands above 2^255 counts 19 times. Faster than to divide. */
function reduce(x: bigint): bigint {
  const once = (x & LOW) + 19n * (x >> 255n)
  return (once & LOW) + 19n * (once >> 255n)
}

function negative({ X, Y, Z, T }: Coordinates): Coordinates {
  return { X: -X, Y, Z, T: -T }
}

/** Back to the library's points, whose coordinates are below p. */
function asPoint({ X, Y, Z, T }: Coordinates): EdwardsPoint {
  const { Fp } = Point
  return new Point(Fp.create(X), Fp.create(Y), Fp.create(Z), Fp.create(T))
}
