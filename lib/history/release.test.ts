import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromUtf8, utf8 } from '#lib/tlog/bytes.ts'
import { refusal } from '#lib/tlog/testing.ts'
import { printTlogProof } from '#lib/tlog/tlog-proof.ts'
import { MAX_MANIFEST_LENGTH, manifestHash, parseManifest, printManifest, verifyRelease } from './release.ts'
import { TestLog } from './testing.ts'

const NOW = 1_800_000_000
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const manifest = {
  version: '1.2.3',
  csp: "default-src 'none'",
  files: new Map([
    ['/b.css', HASH],
    ['/a.js', HASH],
  ]),
}
const text = printManifest(manifest)
const log = new TestLog()
log.release(text)
log.seal(NOW)
const INDEX = 1
const proofOf = (extra: string, index = INDEX, hashes = log.inclusion(index)) =>
  printTlogProof({ extra: utf8(extra), index, hashes, checkpoint: utf8(log.note) })
const verify = (proof: string) => verifyRelease(proof, log.trust, NOW)
const refused = (other: string) => assert.throws(() => parseManifest(other), refusal('malformed'))

test('a manifest names each file once, in order, and is read as it was printed', () => {
  assert.equal(
    text,
    `{"app_version":"1.2.3","default_csp":"default-src 'none'","files":{"/a.js":"${HASH}","/b.css":"${HASH}"},"manifest_version":1}`,
  )
  assert.deepEqual([...parseManifest(text).files.keys()], ['/a.js', '/b.css'])
  assert.equal(manifestHash(text).length, 32)
})

test('another version, member, order or spelling is no manifest', () => {
  refused(text.replace('"manifest_version":1', '"manifest_version":2'))
  refused(text.replace('"manifest_version":1', '"manifest_version":1,"x":1'))
  refused(text.replace(`"/a.js":"${HASH}","/b.css":"${HASH}"`, `"/b.css":"${HASH}","/a.js":"${HASH}"`))
  refused(text.replace(HASH, HASH.toUpperCase()))
  refused(text.replace(HASH, HASH.slice(1)))
  refused(`${text}\n`)
  refused('[]')
})

test('a path is one place on the server: absolute, printable, without steps up', () => {
  for (const path of [
    'a.js',
    '',
    '/a b',
    '/ä',
    '/../a.js',
    '/a/..',
    '/a/./b',
    '/.',
    '/x/../../y',
    '//other.host/x.js',
    '/\\other.host/x.js',
    '/a\\b.js',
  ])
    refused(printManifest({ ...manifest, files: new Map([[path, HASH]]) }))
  for (const path of ['/', '/a/', '/.well-known/x', '/a..b', '/...', '/a//b'])
    parseManifest(printManifest({ ...manifest, files: new Map([[path, HASH]]) }))
})

test('a manifest has at most 1 MiB', () => {
  refused(printManifest({ ...manifest, csp: 'x'.repeat(MAX_MANIFEST_LENGTH) }))
})

test('a release that is in the log is verified, and one that is not is refused', () => {
  const { index, manifest: read, checkpoint } = verify(proofOf(text))
  assert.deepEqual([index, read.version, checkpoint.size], [INDEX, '1.2.3', 3])
  const other = printManifest({ ...manifest, version: '1.2.4' })
  assert.throws(() => verify(proofOf(other)), refusal('not-included'))
  assert.throws(() => verify(proofOf(text, 0)), refusal('not-included'))
  assert.throws(() => verify(proofOf(text, 1, [])), refusal('not-included'))
  assert.throws(() => verify(printTlogProof({ index: INDEX, hashes: [], checkpoint: utf8(log.note) })), refusal('malformed'))
})

test('a release under the checkpoint of another log is refused', () => {
  const stranger = new TestLog({ seed: 'stranger' })
  assert.throws(() => verifyRelease(proofOf(text), stranger.trust, NOW), refusal('unknown-log'))
})

test('any byte of the proof changed is refused, or is a signature’s that nobody needs', () => {
  const good = utf8(proofOf(text))
  fc.assert(
    fc.property(fc.nat({ max: good.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = good.with(at, (good[at] ?? 0) ^ change)
      try {
        assert.equal(verify(fromUtf8(bytes)).manifest.version, '1.2.3')
        assert.match(fromUtf8(bytes).slice(0, at).split('\n').at(-1) ?? '', /^(?:— .*|)$/)
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error
        assert.ok(refusal()(error))
      }
    }),
  )
})
