import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519 } from '@noble/curves/ed25519.js'
import fc from 'fast-check'
import { multiplyBoth, multiplySum } from './vrf-multiply.ts'

const { Point } = ed25519
const n = Point.Fn.ORDER
const scalar = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 255n - 1n }),
  fc.constantFrom(0n, 1n, 15n, 16n, 17n, 31n, 32n, n - 1n, n, 2n ** 254n, 2n ** 255n - 1n),
)
const multiple = (k: bigint, of: typeof Point.BASE) => of.multiplyUnsafe(k % n)

test('both multiples are those of the library', () => {
  fc.assert(
    fc.property(scalar, scalar, fc.bigInt({ min: 1n, max: n - 1n }), (a, b, of) => {
      const point = multiple(of, Point.BASE)
      const [aP, bP] = multiplyBoth(point, a, b)
      assert.ok(aP.equals(multiple(a, point)) && bP.equals(multiple(b, point)))
    }),
    { numRuns: 50 },
  )
})

test('a sum of multiples of two points is that of the library', () => {
  const point = fc.bigInt({ min: 0n, max: n - 1n })
  fc.assert(
    fc.property(scalar, point, scalar, point, (a, p, b, q) => {
      const [P, Q] = [multiple(p, Point.BASE), multiple(q, Point.BASE)]
      assert.ok(multiplySum(P, a, Q, b).equals(multiple(a, P).add(multiple(b, Q))))
    }),
    { numRuns: 50 },
  )
})

test('multiples of the neutral point are neutral', () => {
  assert.ok(multiplyBoth(Point.ZERO, 5n, n - 1n).every((point) => point.is0()))
})
