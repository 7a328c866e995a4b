import { z } from 'zod'
import { env } from '#lib/env.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import type { View } from '#lib/event/look-filter.ts'
import { type FirstSight, readFirstSight } from '#lib/ledger/first-sight.ts'
import { type HistorySource, NoSuchPage, type PageQuery, Preparing, readHistoryPage } from '#lib/ledger/history-page.ts'
import { TileFiles } from '#lib/ledger/tile-files.ts'
import { AppError } from './app-error.ts'
import { database } from './database.ts'
import { recordPortalLook } from './portal.ts'
import { forPage } from './problem.ts'
import { requireSubject, type Subject } from './subject.ts'
import { noteUnreadable } from './unreadable.ts'

const PREPARING_TRIES = 25
const PREPARING_WAIT_MS = 200

const integer = z
  .string()
  .regex(/^(?:0|[1-9][0-9]{0,14})$/)
  .transform(Number)
const pin = z
  .string()
  .regex(/^[1-9][0-9]{0,14}\.(?:0|[1-9][0-9]{0,14})$/)
  .transform((text) => {
    const [log = 0, history = 0] = text.split('.').map(Number)
    return { log, history }
  })
const querySchema = z.strictObject({
  from: integer.optional(),
  to: integer.optional(),
  head: integer.optional(),
  pin: pin.optional(),
  visit: z.string().optional(),
})

/**
 * One page of the caller's own history, or of the person's of the representation `acting`, in the bytes of docs/protocol.md, section 5;
 * whose it is follows from the session and that alone, and `visit` says which session the caller's page belongs to. That it was read is
 * itself an event of that history, and committed before.
 *
 * @throws {AppError} `not-logged-in`; `bad-request` for a query that is none; `not-found` for a range, head or pin that the history has
 *   not, and for a representation that is not the caller's or does not stand now; `unavailable` while the label is being made, after 5 s.
 */
export async function historyPage(parameters: URLSearchParams, acting?: string): Promise<Uint8Array> {
  const subject = await requireSubject({ acting, visit: parameters.get('visit') ?? undefined })
  const query = querySchema.safeParse(Object.fromEntries(parameters))
  if (!query.success || new Set(parameters.keys()).size !== parameters.size)
    throw new AppError('bad-request', { message: 'Ask with from, to, head, pin and visit, each at most once, in decimal.' })
  return readLooked(subject, query.data as PageQuery)
}

/**
 * Entries of the caller, or of the person's of the representation `acting`, as the server knows them: for a page that can be read before
 * anything is checked, or without script. It is a look as `historyPage` is.
 */
export function firstSight(view: View, acting?: string): Promise<FirstSight> {
  return forPage(async () => {
    const subject = await requireSubject({ acting })
    const sight = await readFirstSight((query) => readLooked(subject, query), { ...view, timeZone: env('web').TIME_ZONE })
    noteUnreadable(sight.entries)
    return sight
  })
}

async function readLooked({ visit, identifier, look }: Subject, query: PageQuery): Promise<Uint8Array> {
  await recordPortalLook({ session: visit, patient: identifier, ...look })
  return readPage(identifier, query)
}

async function readPage(identifier: PatientIdentifier, query: PageQuery): Promise<Uint8Array> {
  for (let tries = 1; ; tries++) {
    try {
      return await readHistoryPage(source(), identifier, query)
    } catch (cause) {
      if (cause instanceof NoSuchPage) throw new AppError('not-found', { message: cause.message, cause })
      if (!(cause instanceof Preparing)) throw cause
      if (tries === PREPARING_TRIES) throw new AppError('unavailable', { message: 'The history is being prepared.', cause })
      await new Promise((wake) => setTimeout(wake, PREPARING_WAIT_MS))
    }
  }
}

function source(): HistorySource {
  const { LOG_DIR, LOG_ORIGIN } = env('web')
  return { database: database(), files: new TileFiles(LOG_DIR), origin: LOG_ORIGIN, now: Date.now }
}
