import type { Pool } from '#lib/db/pool.ts'
import { PORTAL } from '#lib/event/portal.ts'
import type { NotReported, RecordSystemKind } from '#lib/event/record-system.ts'
import { accessTokens, type TokenSettings } from './access-tokens.ts'
import { AppError } from './app-error.ts'

export const SUBMIT_SCOPE = 'system/AuditEvent.c'

export type NamePolicy = 'shown' | 'role-only' | 'delayed' | 'by-law'

export type RecordSystem = {
  readonly id: string
  readonly clientId: string
  readonly name: string
  readonly baseUrl: string
  readonly organisation: string
  readonly namePolicy: NamePolicy
  readonly nameDelayDays: number
  readonly active: boolean
}

/** What people are told about it besides. `notReported`: undefined where it has not said, empty where it says that it reports every look. */
export type Registration = RecordSystem & { readonly kind?: RecordSystemKind; readonly notReported?: readonly NotReported[] | undefined }

/**
 * Makes the function that says which record system sends a request, from its `Authorization` field: the client of an access token with the
 * scope `system/AuditEvent.c`, which the operator registered and did not switch off.
 *
 * @throws {AppError} as `accessTokens`; `record-system-unknown` (403).
 */
export function recordSystemAuthentication({
  pool,
  ...settings
}: TokenSettings & { readonly pool: Pool }): (authorization: string | undefined) => Promise<RecordSystem> {
  const clientOf = accessTokens(settings)
  return async (authorization) => {
    const recordSystem = await findByClient(pool, await clientOf(authorization, SUBMIT_SCOPE))
    if (!recordSystem?.active) throw new AppError('record-system-unknown', { message: 'This client is not registered as a record system.' })
    return recordSystem
  }
}

const COLUMNS = `id, client_id AS "clientId", name, base_url AS "baseUrl", organisation, name_policy AS "namePolicy", name_delay_days AS "nameDelayDays", active`

async function findByClient(pool: Pool, clientId: string): Promise<RecordSystem | undefined> {
  try {
    // The portal is no client: whoever has its name at the issuer does not speak for it.
    const { rows } = await pool.query<RecordSystem>(`SELECT ${COLUMNS} FROM record_system WHERE client_id = $1 AND id <> $2`, [
      clientId,
      PORTAL.id,
    ])
    return rows[0]
  } catch (cause) {
    throw new AppError('unavailable', { message: 'The register of record systems cannot be read.', cause })
  }
}

/** The operator's register. These two need the database owner's log-in, which no serving process has. */
export async function listRecordSystems(owner: Pool): Promise<readonly Required<Registration>[]> {
  type Row = Omit<Required<Registration>, 'notReported'> & { notReported: readonly NotReported[] | null }
  const { rows } = await owner.query<Row>(`SELECT ${COLUMNS}, kind, not_reported AS "notReported" FROM record_system ORDER BY id`)
  return rows.map(({ notReported, ...row }) => ({ ...row, notReported: notReported ?? undefined }))
}

/** Registers a record system, or changes all of an earlier registration of the same id. @throws {RangeError} for the portal, which is this service. */
export async function registerRecordSystem(owner: Pool, { kind = 'other', notReported, ...system }: Registration): Promise<void> {
  if (system.id === PORTAL.id)
    throw new RangeError(`${PORTAL.id} is ${PORTAL.name} itself: it is registered already, and cannot be changed.`)
  await owner.query(
    `INSERT INTO record_system (id, client_id, name, base_url, organisation, name_policy, name_delay_days, active, kind, not_reported)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (id) DO UPDATE SET (client_id, name, base_url, organisation, name_policy, name_delay_days, active, kind, not_reported) =
       ROW (excluded.client_id, excluded.name, excluded.base_url, excluded.organisation, excluded.name_policy, excluded.name_delay_days,
            excluded.active, excluded.kind, excluded.not_reported)`,
    [
      system.id,
      system.clientId,
      system.name,
      system.baseUrl,
      system.organisation,
      system.namePolicy,
      system.nameDelayDays,
      system.active,
      kind,
      notReported ?? null,
    ],
  )
}
