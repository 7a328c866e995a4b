import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { Refusal } from './outcome.ts'
import { canonicalResource, type JsonObject, readObject } from './resource.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function refusal(work: () => unknown): Refusal {
  try {
    work()
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
  throw new Error('it was not refused')
}

test('an object is read, and its digested form is RFC 8785', () => {
  const resource = readObject(bytes('{ "b": [1, true, "é€"], "a": {"z": "", "A": -0} }'))
  assert.equal(canonicalResource(resource), '{"a":{"A":0,"z":""},"b":[1,true,"é€"]}')
})

test('the digested form is what another implementation of RFC 8785 makes', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 6 })
  const name = fc.stringMatching(/^_?[A-Za-z][A-Za-z0-9]{0,4}$/)
  const { resource } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, text, fc.boolean(), fc.maxSafeInteger(), fc.array(tie('value'), { maxLength: 3 }), tie('resource')),
    resource: fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  }))
  fc.assert(
    fc.property(resource, (value) => {
      assert.equal(canonicalResource(value as JsonObject), canonicalize(value))
    }),
  )
})

test('what is not one JSON object in UTF-8 is refused with 400', () => {
  const half = Uint8Array.of(0x7b, 0x22, 0xc3, 0x22, 0x7d)
  for (const body of [half, bytes(''), bytes('{'), bytes('[]'), bytes('null'), bytes('"x"'), bytes('{} {}'), bytes('\ufeff{}')])
    assert.equal(refusal(() => readObject(body)).kind.status, 400)
})

test('a value without one undisputed form is refused by the name of its element', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['{"a":[{"b":null}]}', 'AuditEvent.a[0].b'],
    ['{"a":1.5}', 'AuditEvent.a'],
    ['{"a":1e300}', 'AuditEvent.a'],
    ['{"a":9007199254740993}', 'AuditEvent.a'],
    ['{"a":"\\ud800"}', 'AuditEvent.a'],
    ['{"1":"x"}', 'AuditEvent'],
    ['{"__proto__":{"a":"x"}}', 'AuditEvent'],
    [`{"${'a'.repeat(65)}":1.5}`, 'AuditEvent'],
  ]
  for (const [text, element] of refused) {
    const { kind, issues } = refusal(() => canonicalResource(readObject(bytes(text))))
    assert.equal(kind.status, 422)
    assert.deepEqual(issues[0]?.expression, [element], text)
  }
})

test('nesting is bounded', () => {
  const deep = (levels: number) => readObject(bytes(`{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`))
  assert.equal(typeof canonicalResource(deep(32)), 'string')
  assert.equal(refusal(() => canonicalResource(deep(33))).kind.status, 422)
  assert.equal(refusal(() => canonicalResource(deep(100_000))).kind.status, 422)
})
