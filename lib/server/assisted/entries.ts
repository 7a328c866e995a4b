import type { Snapshot } from '#lib/db/prisma.ts'
import { AROUND_MINUTES, type Told } from '#lib/dispute/assisted.ts'
import { organisationKey } from '#lib/dispute/organisation.ts'
import { type AccessEvent, eventBytes, parseConcealed, parseEvent, type SealedEvent, withNames } from '#lib/event/access-event.ts'
import { sentence, type Who } from '#lib/event/words.ts'
import type { NamedEntry } from '../disputes/cases.ts'
import { whoDigest } from '../disputes/named-entries.ts'
import { readStored } from '../unreadable.ts'

/** What an agent is shown of a look: who, from where and when. Not at what. */
export type ShownEntry = { readonly historyIndex: number; readonly at: string; readonly who: Who; readonly automatic: boolean }
type MatchingEntry = { readonly shown: ShownEntry; readonly named: NamedEntry; readonly organisation: string }

type Row = {
  readonly history_index: bigint
  readonly log_index: bigint
  readonly event: string
  readonly record_system: string
  readonly said: Pick<AccessEvent, 'accessedAt' | 'organisation' | 'purpose' | 'automatic' | 'nameVisibility'>
  readonly concealed: Uint8Array | null
}

/** The looks that match what the person has named in this session, newest first; none in another's, or when its hour is over. */
export async function matchingEntries(
  tx: Snapshot,
  { patient, id, told }: { readonly patient: string; readonly id: string; readonly told: Told },
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): Promise<readonly MatchingEntry[]> {
  const rows = await tx.$queryRaw<Row[]>`SELECT * FROM assisted_entries(${patient}::uuid, ${id}::uuid)`
  return rows.flatMap((row) => {
    const read = readStored(Number(row.log_index), () => readRow(row, now))
    return read && isAround(read.shown.at, told.around, timeZone) ? [read] : []
  })
}

function readRow({ history_index, log_index, event: id, record_system: recordSystem, said, concealed }: Row, now: Date): MatchingEntry {
  const historyIndex = Number(history_index)
  const known = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  const event = parseEvent(eventBytes({ ...NOTHING_MORE, ...known } as unknown as SealedEvent))
  const named = concealed ? withNames(event, parseConcealed(concealed)) : event
  const { policy } = event.nameVisibility
  const isShown =
    policy === 'shown' || (event.nameVisibility.policy === 'delayed' && Date.parse(event.nameVisibility.until) <= now.getTime())
  return {
    shown: { historyIndex, at: event.accessedAt, who: sentence(isShown ? named : event).who, automatic: event.automatic },
    organisation: event.organisation.name ?? organisationKey(event.organisation),
    named: {
      ...{ historyIndex, logIndex: Number(log_index), event: id, recordSystem, automatic: event.automatic, verdict: 'unverified' },
      organisation: organisationKey(event.organisation),
      who: whoDigest(named),
    },
  }
}

const NO_DIGEST = 'A'.repeat(43).concat('=')
/** For what an event has to say, and the database does not tell. */
const NOTHING_MORE = {
  id: '00000000-0000-0000-0000-000000000000',
  kind: 'access',
  origin: { id: '-', name: '-' },
  patient: { system: '-', value: '-' },
  recordedAt: '1970-01-01T00:00:00.000Z',
  action: 'R',
  eventType: { code: '-' },
  eventCodes: [{ code: '-' }],
  outcome: '0',
  data: [{ category: 'unclassified' }],
  emergency: false,
  legalBasis: [],
  sensitivity: [],
  concealed: NO_DIGEST,
  sourceDigest: NO_DIGEST,
}

function isAround(at: string, time: string | undefined, timeZone: string): boolean {
  if (time === undefined) return true
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
  return Math.abs(minutes(clock) - minutes(time)) <= AROUND_MINUTES
}

const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
