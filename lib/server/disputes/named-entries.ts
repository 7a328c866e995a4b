import { createHash } from 'node:crypto'
import type { Snapshot } from '#lib/db/prisma.ts'
import { organisationKey } from '#lib/dispute/organisation.ts'
import { type AccessEvent, withNames } from '#lib/event/access-event.ts'
import type { UncheckedEntry } from '#lib/ledger/first-sight.ts'
import { shownEvent } from '#lib/ledger/shown-event.ts'
import { AppError } from '../app-error.ts'
import { noteUnreadable, readConcealed } from '../unreadable.ts'
import type { NamedEntry } from './cases.ts'

/** An entry as its patient is shown it now, and what a case keeps of it; nothing where its content is withheld. */
type ReadEntry = { readonly shown: UncheckedEntry; readonly named?: Omit<NamedEntry, 'verdict'> }

/**
 * Sealed entries of a patient's history, newest first, by their history indexes.
 *
 * @throws {AppError} `not-found` if one of them is not in it.
 */
export async function readEntries(tx: Snapshot, patient: string, indexes: readonly number[], now: number): Promise<readonly ReadEntry[]> {
  const rows = await tx.event.findMany({
    where: { patient, historyIndex: { in: indexes.map(BigInt) } },
    orderBy: { historyIndex: 'desc' },
    select: { historyIndex: true, logIndex: true, id: true, recordSystem: true, event: true, concealed: true, withheld: true },
  })
  if (rows.length !== new Set(indexes).size) throw new AppError('not-found')
  return rows.map(({ historyIndex, logIndex, id, recordSystem, event, concealed, withheld }): ReadEntry => {
    const place = { historyIndex: Number(historyIndex), logIndex: Number(logIndex) }
    const shown = { ...place, ...shownEvent({ event, concealed, withheld }, now) }
    noteUnreadable([shown])
    const names = concealed && readConcealed(place.logIndex, concealed)
    if (!('event' in shown) || !names) return { shown }
    const known = withNames(shown.event, names)
    const who = whoDigest(known)
    const named = { ...place, event: id, organisation: organisationKey(known.organisation), recordSystem, who, automatic: known.automatic }
    return { shown, named }
  })
}

/**
 * A digest of who looked, the same for the same person in the list of every patient, as far as the log knows them: also where the patient is
 * not shown the name. It tells staff in how many other cases somebody is, and leaves the server for nobody. By a person's identifier, or
 * without one by name and organisation; of programs, of nobody who is named, and of the patient's own looks there is none.
 */
export function whoDigest({ actor, organisation, automatic }: AccessEvent): Uint8Array | undefined {
  if (automatic || !actor || actor.kind === 'system' || actor.kind === 'patient') return undefined
  const { name, identifier } = actor
  if (identifier) return digest([identifier.system ?? '', identifier.value])
  return name === undefined ? undefined : digest([name, organisationKey(organisation)])
}

function digest(parts: readonly string[]): Uint8Array {
  return createHash('sha256')
    .update(`sightline/who/v1\n${JSON.stringify(parts)}`)
    .digest()
}
