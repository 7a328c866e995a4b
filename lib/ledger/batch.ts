import { accessEntry, headValue, historyEntry, type MapEntry, mapEntry, releaseEntry } from '#lib/history/entry.ts'
import { appendLeaf, EMPTY_FRONTIER, type Frontier, historyRoot } from '#lib/history/history-tree.ts'
import { NO_LABEL, printLabel } from '#lib/history/labels.ts'
import { type MapTree, mapRoot, mapSet } from '#lib/history/map.ts'
import { asHash, concat, equalBytes, type Hash } from '#lib/tlog/bytes.ts'
import { leafHash } from '#lib/tlog/proof.ts'

/** One event of a plan. */
export type PlannedEvent = {
  readonly patient: string
  readonly id: string
  readonly commitment: Hash
  readonly label: Hash
  readonly blind: Hash
}

/** What one batch puts into the log before its map entry: releases of the web client, by the hashes of their manifests, then events. */
export type Plan = { readonly releases: readonly Hash[]; readonly events: readonly PlannedEvent[] }

export type SealedRow = PlannedEvent & { readonly historyIndex: number; readonly logIndex: number; readonly nodes: Uint8Array }
export type Head = {
  readonly patient: string
  readonly label: Hash
  readonly value: Hash
  readonly frontier: Frontier
  readonly root: Hash
}

/** All that sealing one batch writes. It follows from the base and the plan alone: after a crash it is computed again, to the byte. */
export type Batch = {
  readonly releases: readonly { readonly manifest: Hash; readonly logIndex: number }[]
  readonly rows: readonly SealedRow[]
  readonly heads: readonly Head[]
  readonly map: MapTree
  readonly entries: readonly Uint8Array[]
  readonly leafHashes: readonly Hash[]
  readonly labels: readonly Uint8Array[]
  readonly mapEntry: MapEntry
}

export type Base = { readonly size: number; readonly epoch: number; readonly map: MapTree; readonly vrfKey: Hash }

/**
 * Entries, heads and map of a batch of release and access entries and the map entry that ends it (docs/protocol.md, section 2). Without
 * any of them only for the first tree, whose map entry is entry 0.
 */
export function computeBatch(base: Base, plan: Plan, frontiers: ReadonlyMap<string, Frontier>): Batch {
  if (isEmpty(plan) !== (base.size === 0)) throw new Error('Only the first tree has neither events nor releases, and it has to.')
  const releases = plan.releases.map((manifest, i) => ({ manifest, logIndex: base.size + i }))
  const first = base.size + releases.length
  const current = new Map<string, { frontier: Frontier; event: PlannedEvent }>()
  const rows = plan.events.map((event, i): SealedRow => {
    const before = current.get(event.patient)?.frontier ?? frontiers.get(event.patient) ?? EMPTY_FRONTIER
    const logIndex = first + i
    const { frontier, nodes } = appendLeaf(before, leafHash(historyEntry(event.commitment, logIndex)))
    current.set(event.patient, { frontier, event })
    return { ...event, historyIndex: before.size, logIndex, nodes: concat(...nodes) }
  })
  const heads = [...current.values()].map(({ frontier, event: { patient, label, blind } }): Head => {
    const root = historyRoot(frontier)
    return { patient, label, frontier, root, value: headValue({ blind, size: frontier.size, root }) }
  })
  const map = mapSet(
    base.map,
    heads.map(({ label, value }) => [label, value] as const),
  )
  const last = { epoch: base.epoch + 1, covers: first + rows.length, mapRoot: mapRoot(map), vrfKey: base.vrfKey }
  const entries = [...plan.releases.map(releaseEntry), ...rows.map(({ commitment }) => accessEntry(commitment)), mapEntry(last)]
  return {
    releases,
    rows,
    heads,
    map,
    entries,
    leafHashes: entries.map(leafHash),
    labels: [...releases.map(() => NO_LABEL), ...rows.map(printLabel), NO_LABEL],
    mapEntry: last,
  }
}

export function isEmpty({ releases, events }: Plan): boolean {
  return releases.length === 0 && events.length === 0
}

const LENGTH = 16 + 16 + 32 + 32 + 32
const ZEROS = new Uint8Array(32)

/**
 * A plan as `stage.entries` keeps it, 128 bytes an entry: patient[16] || event id[16] || commitment[32] || label[32] || blind[32]. A release
 * has its manifest's hash in the commitment's place and zeros in the others'; no label is zeros.
 */
export function packPlan({ releases, events }: Plan): Buffer {
  const bytes = Buffer.alloc((releases.length + events.length) * LENGTH)
  for (const [i, manifest] of releases.entries()) bytes.set(manifest, i * LENGTH + 32)
  for (const [i, { patient, id, commitment, label, blind }] of events.entries()) {
    const at = (releases.length + i) * LENGTH
    bytes.write(patient.replaceAll('-', ''), at, 'hex')
    bytes.write(id.replaceAll('-', ''), at + 16, 'hex')
    bytes.set(commitment, at + 32)
    bytes.set(label, at + 64)
    bytes.set(blind, at + 96)
  }
  return bytes
}

export function unpackPlan(bytes: Buffer): Plan {
  if (bytes.length % LENGTH !== 0) throw new Error('The stage holds a plan that is cut short.')
  const entries = Array.from({ length: bytes.length / LENGTH }, (_, i): PlannedEvent => {
    const field = (from: number, to: number) => bytes.subarray(i * LENGTH + from, i * LENGTH + to)
    return {
      patient: uuid(field(0, 16)),
      id: uuid(field(16, 32)),
      commitment: asHash(field(32, 64)),
      label: asHash(field(64, 96)),
      blind: asHash(field(96, 128)),
    }
  })
  const isRelease = ({ label }: PlannedEvent) => equalBytes(label, ZEROS)
  return { releases: entries.filter(isRelease).map(({ commitment }) => commitment), events: entries.filter((entry) => !isRelease(entry)) }
}

/** The text of 16 bytes. */
export function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
