/**
 * A whole log in memory, with real keys, for tests and benches: what the sequencer, the tiles and the server of pages do, in its plainest form.
 *
 *     const log = new TestLog()
 *     log.add(person, testEvent({ id: 'a', patient: person }))
 *     log.seal(1000)                                                           one batch: access entries, then a map entry
 *     verifyFirstPage(printFirstPage(log.firstPage(person)), { … })
 *
 * Pages come as values, so that a test can change one member and print it. Two logs of one seed have the same keys: a fork.
 */
import { asHash, concat, fromUtf8, type Hash, toBase64, toHex, utf8 } from '#lib/tlog/bytes.ts'
import { printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { greaseLine, printNote, signatureLine } from '#lib/tlog/note.ts'
import { consistencyProof, inclusionProof, leafHash, rootHash } from '#lib/tlog/proof.ts'
import { rangeProof } from '#lib/tlog/range.ts'
import { encodeBundle, parseTilePath } from '#lib/tlog/tile.ts'
import {
  accessEntry,
  alpha,
  commitConcealed,
  commitEvent,
  headValue,
  historyEntry,
  type Identifier,
  type MapEntry,
  mapEntry,
  releaseEntry,
} from './entry.ts'
import { EMPTY_MAP, type MapTree, mapProof, mapRoot, mapSet } from './map.ts'
import { FIRST_PAGE, type FirstPage, type LaterPage, type OpenEntry } from './page.ts'
import { manifestHash } from './release.ts'
import type { MakeEvent } from './testing-event.ts'
import { ORIGIN, TestKeys, type TestLogOptions } from './testing-keys.ts'
import { vrfProve } from './vrf.ts'

type Person = { readonly label: Hash; readonly blind: Hash; readonly vrfProof: Uint8Array; readonly entries: OpenEntry[] }

export class TestLog extends TestKeys {
  readonly entries: Uint8Array[] = []
  /** What the next map entries say against better knowledge. */
  lie: Partial<MapEntry> = {}
  note = ''
  text = ''
  readonly #people = new Map<string, Person>()
  readonly #leafHashes: Hash[] = []
  #pending: (() => void)[] = []
  #map: MapTree = EMPTY_MAP
  #epoch = 0
  #nonces = 0

  constructor(options: TestLogOptions = {}) {
    super(options)
    this.#endBatch()
  }

  /** Queues an event: it is in the log after the next `seal`. */
  add(identifier: Identifier, event: MakeEvent, concealedBytes: Uint8Array = utf8('{}')): void {
    this.#pending.push(() => {
      const nonce = this.#nonce()
      const concealed = { nonce: this.#nonce(), bytes: concealedBytes }
      const bytes = event(toBase64(commitConcealed(concealed.nonce, concealed.bytes)))
      const logIndex = this.#append(accessEntry(commitEvent(nonce, bytes)))
      this.person(identifier).entries.push({ logIndex, nonce, event: bytes, concealed })
    })
  }

  /** Queues the release entry of a manifest. */
  release(manifest: string): void {
    this.#pending.push(() => this.#append(releaseEntry(manifestHash(manifest))))
  }

  /** The inclusion proof of an entry in the newest tree. */
  inclusion(index: number): Hash[] {
    return inclusionProof(this.#leafHashes, index)
  }

  /** A batch of what was queued, if anything was, and a checkpoint of this time with every signature. */
  seal(time: number): void {
    for (const append of this.#pending) append()
    if (this.#pending.length > 0) this.#endBatch()
    this.#pending = []
    this.sign(time)
  }

  /** Signs the newest checkpoint again; `cosigners` counts those of `cosigners()` that do, from the first. */
  sign(time: number, cosigners = 4): void {
    this.text = printCheckpoint({ origin: ORIGIN, size: this.entries.length, root: rootHash(this.#leafHashes) })
    const dated = this.cosigners().slice(0, cosigners)
    const lines = [this.ed25519(), ...dated.map((cosigner) => cosigner.at(time))].map((signer) => signatureLine(signer, this.text))
    const grease = greaseLine(concat(this.#nonce(), this.#nonce(), this.#nonce()).subarray(0, 76))
    this.note = fromUtf8(printNote({ text: this.text, signatures: [...lines, grease] }))
  }

  person(identifier: Identifier): Person {
    const key = toHex(alpha(identifier))
    const known = this.#people.get(key)
    if (known) return known
    const { proof, beta } = vrfProve(this.secret('vrf'), alpha(identifier))
    const person = { label: asHash(beta.slice(0, 32)), blind: asHash(beta.slice(32)), vrfProof: proof, entries: [] }
    this.#people.set(key, person)
    return person
  }

  firstPage(identifier: Identifier, pin?: { readonly logSize: number; readonly size: number }): FirstPage {
    const person = this.person(identifier)
    const { entries, label, vrfProof } = person
    const size = this.entries.length
    const leaves = this.#historyLeaves(person)
    const newest = { from: Math.max(0, entries.length - FIRST_PAGE), to: entries.length }
    return {
      proof: {
        checkpoint: this.note,
        mapEntry: this.entries.at(-1) ?? new Uint8Array(),
        mapEntryProof: inclusionProof(this.#leafHashes, size - 1),
        vrfProof,
        mapProof: mapProof(this.#map, label),
        ...(entries.length > 0 && { head: this.#head(person) }),
      },
      ...(entries.length > 0 && { range: { ...newest, hashes: this.#range(leaves, newest) } }),
      ...(pin && {
        consistency: {
          log: pin.logSize < size ? consistencyProof(this.#leafHashes, pin.logSize) : [],
          history: pin.size > 0 && pin.size < leaves.length ? consistencyProof(leaves, pin.size) : [],
        },
      }),
      pending: [],
      entries: entries.slice(newest.from, newest.to),
    }
  }

  laterPage(identifier: Identifier, range: { readonly from: number; readonly to: number }): LaterPage {
    const person = this.person(identifier)
    const hashes = this.#range(this.#historyLeaves(person), range)
    return { range: { ...range, hashes }, entries: person.entries.slice(range.from, range.to) }
  }

  /** The bytes of a tile or bundle below the log's prefix, at the newest size; or of the checkpoint. */
  file(path: string): Uint8Array {
    if (path === 'checkpoint') return utf8(this.note)
    const { level, index, width } = parseTilePath(path)
    if (level === 'entries') return encodeBundle(this.entries.slice(256 * index, 256 * index + width))
    const each = 256 ** level
    const hash = (at: number) => rootHash(this.#leafHashes.slice(at * each, (at + 1) * each))
    return concat(...Array.from({ length: width }, (_, i) => hash(256 * index + i)))
  }

  #endBatch(): void {
    const people = [...this.#people.values()].filter(({ entries }) => entries.length > 0)
    this.#map = mapSet(
      this.#map,
      people.map((person) => [person.label, headValue({ blind: person.blind, ...this.#head(person) })] as const),
    )
    this.#epoch++
    const honest = { epoch: this.#epoch, covers: this.entries.length, mapRoot: mapRoot(this.#map), vrfKey: this.trust.vrf }
    this.#append(mapEntry({ ...honest, ...this.lie }))
  }

  #append(entry: Uint8Array): number {
    this.#leafHashes.push(leafHash(entry))
    return this.entries.push(entry) - 1
  }

  #historyLeaves({ entries }: Person): Hash[] {
    return entries.map(({ nonce, event, logIndex }) => leafHash(historyEntry(commitEvent(nonce, event), logIndex)))
  }

  #head(person: Person) {
    return { size: person.entries.length, root: rootHash(this.#historyLeaves(person)) }
  }

  #range(leaves: readonly Hash[], { from, to }: { readonly from: number; readonly to: number }): Hash[] {
    return rangeProof((lo, hi) => rootHash(leaves.slice(lo, hi)), { from, to, size: leaves.length })
  }

  #nonce(): Uint8Array {
    return this.secret(`nonce/${this.#nonces++}`)
  }
}
