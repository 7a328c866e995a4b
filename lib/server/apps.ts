import type { Pool } from '#lib/db/pool.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import { utcDay } from '#lib/event/days.ts'
import { type OwnEntry, ownEntries, ownEntry, ownEntryAt } from '#lib/ledger/own-events.ts'
import { accessClaims, type TokenSettings } from './access-tokens.ts'
import { AppError } from './app-error.ts'
import { type LogInRules, personOf, reaches } from './log-in.ts'
import type { PortalLook } from './portal.ts'

/** SMART App Launch 2: read and search AuditEvents of the one patient who gave the token. */
export const APP_SCOPE = 'patient/AuditEvent.rs'

/** A person's own history, as far as an app of theirs may ask for it. */
export type OwnHistory = {
  readonly identifier: PatientIdentifier
  /** Newest first: those before history index `before`, or the newest. */
  readonly entries: (before: number | undefined, limit: number) => Promise<readonly OwnEntry[]>
  /** @throws {AppError} `not-found` also for an entry of somebody else. */
  readonly entry: (id: string) => Promise<OwnEntry['entry']>
}

/** `pool` has a log-in that sees one person's rows at a time. An app's reading is a look too: one for each app and day (UTC). */
export type AppSettings = TokenSettings &
  LogInRules & {
    readonly pool: Pool
    readonly now: () => number
    /** Reports that somebody looks at a list; committed when it resolves. */
    readonly record: (look: PortalLook) => Promise<void>
  }

/**
 * Makes the function that gives the bearer of a token their own history: a person's access token with the scope `patient/AuditEvent.rs`,
 * who logged in at least at the configured level. Which apps there are, and that the person agreed, is the token issuer's business.
 *
 * @throws {AppError} as `accessClaims`; `not-a-person` or `assurance-too-low` (403).
 */
export function ownHistories({
  pool,
  systems,
  level,
  now,
  record,
  ...tokens
}: AppSettings): (authorization: string | undefined) => Promise<OwnHistory> {
  const claimsOf = accessClaims(tokens)
  return async (authorization) => {
    const claims = await claimsOf(authorization, APP_SCOPE)
    const identifier = personOf(claims.sub, { systems })
    if (!reaches(claims.acr, { level })) throw new AppError('assurance-too-low', { message: `The log-in was weaker than ${level}.` })
    const app = String(claims.client_id)
    const query = async () => {
      const at = now()
      const session = `app ${app} ${utcDay(at)}`
      await record({ session, patient: identifier, actor: { kind: 'patient' }, purpose: 'PATRQT', application: app })
      return { identifier, now: at }
    }
    return {
      identifier,
      entries: async (before, limit) => ownEntries(pool, await query(), before, limit),
      async entry(id) {
        const place = /^withheld-(0|[1-9][0-9]{0,14})$/.exec(id)?.[1]
        const found =
          place === undefined
            ? UUID.test(id) && (await ownEntry(pool, await query(), id))
            : await ownEntryAt(pool, await query(), Number(place))
        const withheld = found && 'withheld' in found ? found.withheld : undefined
        const isThere = found && (withheld === 'unreadable' || (withheld !== undefined) === (place !== undefined))
        if (!found || !isThere) throw new AppError('not-found', { message: 'You have no such AuditEvent.' })
        return found
      },
    }
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
