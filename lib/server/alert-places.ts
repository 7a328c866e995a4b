import { createECDH, hash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { isEndpoint } from '#lib/alerts/endpoint.ts'
import { LINK_MINUTES } from '#lib/alerts/limits.ts'
import { isConfirmationToken, openUnsubscribeToken } from '#lib/alerts/tokens.ts'
import type { Database, Snapshot } from '#lib/db/prisma.ts'
import { asPatient, requireOn } from './alert-changes.ts'
import { AppError } from './app-error.ts'
import type { Form } from './request.ts'

/** Where a patient's alerts are sent: an e-mail address that was confirmed, and browsers. `patient` is the caller's: notifications.ts has asked. */

const LINKS_AN_HOUR = 3
const LINKS_A_DAY = 10
const MOST_BROWSERS = 10

const address = z.email().max(254)

/**
 * Asks for a link to an address. An earlier link counts no longer; an earlier address stays until the new one is confirmed.
 *
 * @throws {AppError} `bad-request` for what is no address, or while alerts are off; `too-many-requests` above 3 an hour or 10 a day.
 */
export async function askForLink(database: Database, patient: string, form: Form): Promise<void> {
  const given = address.safeParse(form.get('address')?.trim())
  if (!given.success) throw new AppError('bad-request', { message: 'That is not an e-mail address.' })
  await asPatient(database, patient, async (snapshot) => {
    await requireOn(snapshot, patient)
    const asked = async (hours: number) =>
      snapshot.alertConfirmation.count({ where: { patient, requestedAt: { gt: new Date(Date.now() - hours * 3_600_000) } } })
    if ((await asked(1)) >= LINKS_AN_HOUR || (await asked(24)) >= LINKS_A_DAY) throw new AppError('too-many-requests')
    await forgetLinks(snapshot, patient)
    const id = randomBytes(16)
    await snapshot.alertConfirmation.create({ data: { patient, id, address: given.data } })
    await snapshot.$queryRaw`SELECT queue_confirmation(${patient}::uuid, ${id})::text`
  })
}

/**
 * Confirms the address that the link was sent to, once, within an hour, and by the person who asked for it.
 *
 * @throws {AppError} `not-found` for any other link.
 */
export async function confirmAddress(database: Database, patient: string, form: Form, secret: string): Promise<void> {
  const token = form.get('t') ?? ''
  await asPatient(database, patient, async (snapshot) => {
    const open = await snapshot.$queryRaw<{ id: Uint8Array; address: string }[]>`
      SELECT id, address FROM alert_confirmation WHERE patient = ${patient}::uuid AND address IS NOT NULL AND mailed_at IS NOT NULL
        AND requested_at > now() - make_interval(mins => ${LINK_MINUTES}) FOR UPDATE`
    const link = open.find(({ id }) => isConfirmationToken(secret, patient, id, token))
    if (!link) throw new AppError('not-found', { message: 'This link counts no longer.' })
    await forgetLinks(snapshot, patient)
    await snapshot.$executeRaw`
      INSERT INTO alert_email (patient, address) VALUES (${patient}::uuid, ${link.address})
      ON CONFLICT (patient) DO UPDATE SET address = excluded.address, confirmed_at = now(), refused_at = NULL`
  })
}

/** From now on nothing is sent by e-mail, and no link counts. */
export async function removeAddress(database: Database, patient: string): Promise<void> {
  await asPatient(database, patient, (snapshot) => removeIn(snapshot, patient))
}

/**
 * What the unsubscribe link of an e-mail does, for whoever has that e-mail. It removes the address that the e-mail went to and no other.
 *
 * @throws {AppError} `not-found` for what is no such link of ours.
 */
export async function unsubscribe(database: Database, token: string, secret: string): Promise<void> {
  const opened = openUnsubscribeToken(secret, token)
  if (!opened) throw new AppError('not-found', { message: 'This is no link of ours.' })
  const { patient, isFor } = opened
  await asPatient(database, patient, async (snapshot) => {
    const email = await snapshot.alertEmail.findUnique({ where: { patient } })
    if (email && isFor(email.address)) await removeIn(snapshot, patient)
  })
}

async function removeIn(snapshot: Snapshot, patient: string): Promise<void> {
  await snapshot.alertEmail.deleteMany({ where: { patient } })
  await snapshot.alertMessage.deleteMany({ where: { patient, channel: 'email', state: 'waiting' } })
  await forgetLinks(snapshot, patient)
}

async function forgetLinks(snapshot: Snapshot, patient: string): Promise<void> {
  await snapshot.alertConfirmation.updateMany({ where: { patient, address: { not: null } }, data: { address: null } })
}

const subscription = z.object({
  endpoint: z.string().refine(isEndpoint),
  p256dh: z.base64url().refine(isPublicKey),
  auth: z.base64url().refine((text) => Buffer.from(text, 'base64url').length === 16),
})

/** A point of P-256, not compressed. */
function isPublicKey(text: string): boolean {
  const key = Buffer.from(text, 'base64url')
  if (key.length !== 65 || key[0] !== 4) return false
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  try {
    ecdh.computeSecret(key)
    return true
  } catch {
    return false
  }
}

/**
 * Sends push messages to a browser from now on.
 *
 * @throws {AppError} `bad-request` for what is no subscription, while alerts are off, or when there are ten browsers already.
 */
export async function addBrowser(database: Database, patient: string, form: Form): Promise<void> {
  const given = subscription.safeParse(Object.fromEntries(form))
  if (!given.success) throw new AppError('bad-request', { message: 'That is no push subscription.' })
  const { endpoint, p256dh, auth } = given.data
  await asPatient(database, patient, async (snapshot) => {
    await requireOn(snapshot, patient)
    const id = hash('sha256', endpoint, 'buffer')
    if ((await snapshot.alertPush.count({ where: { patient, id: { not: id } } })) >= MOST_BROWSERS)
      throw new AppError('bad-request', { message: 'There are too many browsers.' })
    await snapshot.$executeRaw`
      INSERT INTO alert_push (patient, id, endpoint, p256dh, auth) VALUES (${patient}::uuid, ${id}, ${endpoint}, ${p256dh}, ${auth})
      ON CONFLICT (patient, id) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth`
  })
}

/** Sends nothing more to the browser with this `endpoint`, or without one to any. */
export async function removeBrowsers(database: Database, patient: string, form: Form): Promise<void> {
  const endpoint = form.get('endpoint')
  const which = endpoint === undefined ? {} : { endpoint }
  await asPatient(database, patient, async (snapshot) => {
    const gone = await snapshot.alertPush.findMany({ where: { patient, ...which }, select: { id: true } })
    const target = { in: gone.map(({ id }) => Buffer.from(id).toString('hex')) }
    await snapshot.alertPush.deleteMany({ where: { patient, ...which } })
    await snapshot.alertMessage.deleteMany({ where: { patient, channel: 'push', state: 'waiting', target } })
  })
}
