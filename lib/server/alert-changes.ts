import { z } from 'zod'
import { CHANNELS, CONTACTS, KINDS } from '#lib/alert-kinds.ts'
import { type Database, patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import { readPeople } from './alert-rows.ts'
import { AppError } from './app-error.ts'
import type { Form } from './request.ts'

/** What a patient may change of their own alerts. `patient` is the caller's: notifications.ts has asked who that is. */

const minutes = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))
const settingsSchema = z
  .object({ contact: z.enum(CONTACTS), quietFrom: minutes.optional(), quietUntil: minutes.optional() })
  .refine(({ quietFrom, quietUntil }) => (quietFrom === undefined) === (quietUntil === undefined))

export function asPatient<T>(database: Database, patient: string, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return patientSnapshot(database, patient, work, 'ReadCommitted')
}

/**
 * Where somebody else logs in in the same browser, a page of the first person that is still open must not change the second one's alerts.
 *
 * @throws {AppError} `not-logged-in` where the form says another session than this one.
 */
export function requireVisit(form: Form, visit: string): void {
  if (form.has('visit') && form.get('visit') !== visit) throw new AppError('not-logged-in')
}

/**
 * Switches alerts on, or changes what they are. From the first time on, what is sealed later counts.
 *
 * @throws {AppError} `bad-request` for a form that is none of ours.
 */
export async function saveSettings(database: Database, patient: string, form: Form, locale: string): Promise<void> {
  const filled = Object.fromEntries([...form].filter(([, value]) => value !== ''))
  const given = settingsSchema.safeParse(filled)
  if (!given.success) throw new AppError('bad-request', { message: 'Give both quiet hours or none, and a way to contact.' })
  const { contact, quietFrom = null, quietUntil = null } = given.data
  const chosen = KINDS.flatMap((kind) =>
    CHANNELS.flatMap((channel) => (form.has(`${kind}.${channel}`) ? [{ patient, kind, channel }] : [])),
  )
  const silent = CHANNELS.filter((channel) => channel !== 'app' && !chosen.some((choice) => choice.channel === channel))
  await asPatient(database, patient, async (snapshot) => {
    await snapshot.$executeRaw`
      INSERT INTO alert_settings (patient, contact, quiet_from, quiet_until, locale, since)
      VALUES (${patient}::uuid, ${contact}, ${quietFrom}, ${quietUntil}, ${locale},
              coalesce((SELECT size FROM history_head WHERE patient = ${patient}::uuid), 0))
      ON CONFLICT (patient) DO UPDATE SET contact = excluded.contact, quiet_from = excluded.quiet_from,
        quiet_until = excluded.quiet_until, locale = excluded.locale`
    await snapshot.alertChoice.deleteMany({ where: { patient } })
    await snapshot.alertChoice.createMany({ data: chosen })
    await snapshot.alertMessage.deleteMany({
      where:
        contact === 'silent'
          ? { patient, state: 'waiting' }
          : { patient, state: 'waiting', channel: { in: silent }, NOT: { cause: { startsWith: 'case:' } } },
    })
    await queue(snapshot, patient)
  })
}

/** What the history already holds is learned from before anything in it can be new. */
async function queue(snapshot: Snapshot, patient: string): Promise<void> {
  await snapshot.$queryRaw`SELECT queue_alerts(ARRAY[${patient}::uuid])::text`
}

/** Switches everything off: nothing of it is kept, but when links were asked for, for a day. */
export async function switchOff(database: Database, patient: string): Promise<void> {
  await asPatient(database, patient, async (snapshot) => {
    await snapshot.alertSettings.deleteMany({ where: { patient } })
    await snapshot.alertConfirmation.updateMany({ where: { patient }, data: { address: null } })
  })
}

export async function markRead(database: Database, patient: string): Promise<void> {
  await asPatient(database, patient, (snapshot) =>
    snapshot.alert.updateMany({ where: { patient, readAt: null }, data: { readAt: new Date() } }),
  )
}

/**
 * Follows a person who is in the caller's history, or no longer.
 *
 * @throws {AppError} `not-found` for a digest of nobody there; `bad-request` while alerts are off.
 */
export async function follow(database: Database, patient: string, form: Form, now: number): Promise<void> {
  const who = form.get('who') ?? ''
  if (!/^[0-9a-f]{64}$/.test(who)) throw new AppError('not-found')
  await asPatient(database, patient, async (snapshot) => {
    await requireOn(snapshot, patient)
    const person = (await readPeople(snapshot, patient, now)).find((one) => one.who === who)
    if (!person) throw new AppError('not-found')
    const key = { patient, who: Buffer.from(who, 'hex') }
    if (form.get('on') === 'no') await snapshot.alertFollowed.deleteMany({ where: key })
    else await snapshot.$executeRaw`INSERT INTO alert_followed (patient, who) VALUES (${patient}::uuid, ${key.who}) ON CONFLICT DO NOTHING`
  })
}

/** @throws {AppError} `bad-request` while alerts are off. */
export async function requireOn(snapshot: Snapshot, patient: string): Promise<void> {
  const rows = await snapshot.$queryRaw<unknown[]>`SELECT 1 FROM alert_settings WHERE patient = ${patient}::uuid FOR UPDATE`
  if (rows.length === 0) throw new AppError('bad-request', { message: 'Alerts are off.' })
}
