import { isShown, type Row, type ShownRow } from './row.ts'

/** Which entries say something about which others, as far as both are loaded. */
export type Related = {
  /** By the id of the entry that was corrected: the newest correction of it. */
  readonly corrections: ReadonlyMap<string, ShownRow>
  /** By the id of a correction: the entry that it corrects. */
  readonly corrected: ReadonlyMap<string, ShownRow>
  /** By the log index of an erased entry: the entry that records its erasure. */
  readonly erasures: ReadonlyMap<number, ShownRow>
}

export const NOTHING_RELATED: Related = { corrections: new Map(), corrected: new Map(), erasures: new Map() }

/** `rows` come newest first. An entry explains only what was sealed before it. */
export function relate(rows: readonly Row[]): Related {
  const shown = rows.filter(isShown)
  const correcting = shown.filter(({ event }) => event.kind === 'correction')
  const erasing = shown.filter(({ event }) => event.kind === 'erasure')
  if (correcting.length + erasing.length === 0) return NOTHING_RELATED
  const asked = new Set(correcting.map(({ event }) => event.corrected))
  const byId = new Map(shown.flatMap((row) => (asked.has(row.event.id) ? [[row.event.id, row]] : [])))
  const pairs = correcting.flatMap((by) => {
    const of = byId.get(by.event.corrected ?? '')
    return of && isBefore(of.logIndex, by.logIndex) ? [{ of, by }] : []
  })
  const erased = erasing.flatMap((by) =>
    (by.event.erased ?? []).flatMap((index) => (isBefore(index, by.logIndex) ? [[index, by] as const] : [])),
  )
  return {
    corrections: new Map(pairs.toReversed().map(({ of, by }) => [of.event.id, by])),
    corrected: new Map(pairs.map(({ of, by }) => [by.event.id, of])),
    erasures: new Map(erased),
  }
}

/** What is not sealed yet comes after everything that is. */
function isBefore(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && (other === undefined || one < other)
}
