import { CHANNELS, type Choice, CONTACTS, type Contact, type Email, KINDS, type Person, type ShownAlert } from '#lib/alert-kinds.ts'
import { isByOthers, personDigest, readAccess } from '#lib/alerts/who.ts'
import { type Database, patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import type { AccessEvent } from '#lib/event/access-event.ts'

/** Most alerts on the page, and most entries in which it looks for people. */
const SHOWN = 50
const LOOKED_THROUGH = 500
const PEOPLE = 30

export type AlertsOn = {
  readonly choices: ReadonlySet<Choice>
  readonly contact: Contact
  readonly quiet?: { readonly from: string; readonly until: string }
  readonly email: Email
  readonly browsers: number
  readonly alerts: readonly ShownAlert[]
  readonly people: readonly Person[]
}

/** All that the settings page shows of a patient's alerts; undefined while they are off. */
export async function readAlerts(snapshot: Snapshot, patient: string, now: number): Promise<AlertsOn | undefined> {
  const settings = await snapshot.alertSettings.findUnique({ where: { patient } })
  if (!settings) return undefined
  const choices = await snapshot.alertChoice.findMany({ where: { patient } })
  const { quietFrom, quietUntil } = settings
  return {
    choices: new Set(choices.flatMap(({ kind, channel }) => choiceOf(kind, channel) ?? [])),
    contact: CONTACTS.find((contact) => contact === settings.contact) ?? 'usual',
    ...(quietFrom !== null && quietUntil !== null && { quiet: { from: clock(quietFrom), until: clock(quietUntil) } }),
    email: await readEmail(snapshot, patient),
    browsers: await snapshot.alertPush.count({ where: { patient } }),
    alerts: await readList(snapshot, patient, now),
    people: await readPeople(snapshot, patient, now),
  }
}

/** For the page. Alerts that are on say who looked: that somebody sees it is a look at the list, and `record` has committed it before. */
export async function openAlerts(
  database: Database,
  patient: string,
  now: number,
  record: () => Promise<void>,
): Promise<AlertsOn | undefined> {
  const on = await patientSnapshot(database, patient, (snapshot) => readAlerts(snapshot, patient, now))
  if (on) await record()
  return on
}

function choiceOf(kind: string, channel: string): Choice | undefined {
  const [known, by] = [KINDS.find((one) => one === kind), CHANNELS.find((one) => one === channel)]
  return known && by && `${known}.${by}`
}

const clock = (minutes: number) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')

async function readEmail(snapshot: Snapshot, patient: string): Promise<Email> {
  const asked = await snapshot.alertConfirmation.findFirst({
    where: { patient, address: { not: null } },
    orderBy: { requestedAt: 'desc' },
  })
  if (asked?.address) return { state: asked.refusedAt ? 'refused' : 'asked', address: asked.address }
  const email = await snapshot.alertEmail.findUnique({ where: { patient } })
  return email ? { state: email.refusedAt ? 'refused' : 'confirmed', address: email.address } : { state: 'none' }
}

async function readList(snapshot: Snapshot, patient: string, now: number): Promise<ShownAlert[]> {
  const rows = await snapshot.alert.findMany({ where: { patient }, orderBy: [{ position: 'desc' }, { cause: 'desc' }], take: SHOWN })
  const ids = rows.flatMap(({ cause }) => (cause.startsWith('event:') ? [cause.slice(6)] : []))
  const events = await snapshot.event.findMany({
    where: { patient, id: { in: ids } },
    select: { id: true, event: true, concealed: true, withheld: true },
  })
  const accesses = new Map(events.map((row) => [`event:${row.id}`, readAccess(row, now)]))
  return rows.map(({ cause, kinds, looks, createdAt, readAt }) => {
    const access = accesses.get(cause)
    return {
      cause,
      kinds: KINDS.filter((kind) => kinds.includes(kind)),
      looks: Number(looks),
      at: createdAt.toISOString(),
      isNew: readAt === null,
      ...(access && { access }),
    }
  })
}

/** People who looked lately, newest first, and those who are followed without having looked lately: of them only the digest is known. */
export async function readPeople(snapshot: Snapshot, patient: string, now: number): Promise<Person[]> {
  const rows = await snapshot.event.findMany({
    where: { patient },
    orderBy: { historyIndex: 'desc' },
    take: LOOKED_THROUGH,
    select: { event: true, concealed: true, withheld: true },
  })
  const followed = new Set(
    (await snapshot.alertFollowed.findMany({ where: { patient } })).map(({ who }) => Buffer.from(who).toString('hex')),
  )
  const people = new Map<string, AccessEvent>()
  for (const row of rows) {
    const access = readAccess(row, now)
    if (!access || !isByOthers(access)) continue
    const who = personDigest(patient, access)?.toString('hex')
    if (who !== undefined && !people.has(who)) people.set(who, access)
  }
  const known = [...people].map(([who, access]): Person => ({ who, access, followed: followed.has(who) }))
  const gone = [...followed].filter((who) => !people.has(who)).map((who): Person => ({ who, followed: true }))
  return [...known.filter((person) => person.followed), ...gone, ...known.filter((person) => !person.followed)].slice(
    0,
    Math.max(PEOPLE, followed.size),
  )
}
