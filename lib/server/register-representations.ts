import { type Pool, transaction } from '#lib/db/pool.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import type { RepresentationKind } from '#lib/event/representation.ts'
import { hasHidden } from '#lib/event/visible.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { birthdayOf } from './birthday.ts'
import type { RepresentationRules } from './representations.ts'

/** What the operator registers. Days such as `2026-08-06`; `until` is the last one. */
export type Registration = {
  readonly kind: RepresentationKind
  readonly patient: PatientIdentifier
  readonly patientName: string
  readonly representative: PatientIdentifier
  readonly representativeName: string
  /** Today when left out. */
  readonly since?: string | undefined
  readonly until?: string | undefined
  /** Of a parent's child, where the personal code does not tell. */
  readonly born?: string | undefined
  /** Who vouches for it, such as the population register or a court's decision. */
  readonly source: string
}

/** A registration that cannot be; the message says why, for the operator. */
export class NotRegistered extends Error {
  override readonly name = 'NotRegistered'
}

export type Registered = {
  readonly id: string
  readonly kind: RepresentationKind
  readonly patientName: string
  readonly representativeName: string
  readonly since: string
  readonly until: string | null
  readonly source: string
  readonly state: 'later' | 'now' | 'past' | 'ended'
}

/**
 * Registers that one person may act for another, and makes both known; the opaque id. This and the next two need the database owner's
 * log-in, which no serving process has.
 *
 * @throws {NotRegistered}
 */
export async function addRepresentation(owner: Pool, given: Registration, rules: RepresentationRules): Promise<string> {
  const { kind, until } = given
  const [patient, representative] = [patientKey(given.patient), patientKey(given.representative)]
  const since = given.since ?? (await today(owner, rules))
  const born = kind === 'parent' ? birthdayOfChild(given) : undefined
  if (patient === representative) throw new NotRegistered('Nobody needs to be registered to act for themselves.')
  if (kind === 'mandate' && until === undefined) throw new NotRegistered('A mandate has a last day: give --until.')
  if (until !== undefined && until < since) throw new NotRegistered(`The last day, ${until}, is before the first, ${since}.`)
  for (const text of [given.patientName, given.representativeName, given.source])
    if (text.trim() === '' || text.length > 100 || hasHidden(text))
      throw new NotRegistered('Names and the source are 1 to 100 characters that can be seen.')
  return transaction(owner, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('sightline representations'))`)
    const age = await client.query(
      `SELECT FROM (SELECT $1::date + make_interval(years => $2) AS day) AS grown WHERE grown.day <= $3::date`,
      [born ?? null, rules.childUntilAge, since],
    )
    if (age.rowCount) throw new NotRegistered(`${given.patientName}, born on ${born}, is ${rules.childUntilAge} or older on ${since}.`)
    const known = await client.query<{ id: string }>(
      `SELECT id FROM representation WHERE patient = $1 AND representative = $2 AND kind = $3 AND ended_at IS NULL
         AND daterange(since, until, '[]') && daterange($4::date, $5::date, '[]')`,
      [patient, representative, kind, since, until ?? null],
    )
    if (known.rows[0]) throw new NotRegistered(`That is registered already, as ${known.rows[0].id}: end it first.`)
    await client.query(
      'INSERT INTO patient (patient, system, value) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING',
      [
        [patient, representative],
        [given.patient.system, given.representative.system],
        [given.patient.value, given.representative.value],
      ],
    )
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, born, since, until, source)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [patient, representative, kind, given.patientName, given.representativeName, born ?? null, since, until ?? null, given.source],
    )
    return rows[0]?.id ?? ''
  })
}

/** All that was ever registered, by the name of the person who is acted for. */
export async function listRepresentations(owner: Pool, { childUntilAge, timeZone }: RepresentationRules): Promise<readonly Registered[]> {
  const { rows } = await owner.query<Registered>(
    `SELECT id, kind, patient_name AS "patientName", representative_name AS "representativeName", since::text, last::text AS until, source,
            CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN last < today.day THEN 'past' WHEN since > today.day THEN 'later' ELSE 'now' END AS state
     FROM representation r, LATERAL (SELECT least(until, (born + make_interval(years => $1))::date - 1) AS last) AS one,
          LATERAL (SELECT (now() AT TIME ZONE $2)::date AS day) AS today
     ORDER BY patient_name, since, id`,
    [childUntilAge, timeZone],
  )
  return rows
}

/** Ends it at once, for every question that is asked from now on. @throws {NotRegistered} if there is none, or it has ended. */
export async function endRepresentation(owner: Pool, id: string): Promise<void> {
  const { rowCount } = await owner.query('UPDATE representation SET ended_at = now() WHERE id::text = $1 AND ended_at IS NULL', [id])
  if (rowCount === 0) throw new NotRegistered(`No representation ${id} stands: npm run representation -- list`)
}

function birthdayOfChild({ born, patient }: Registration): string {
  const known = birthdayOf(patient)
  if (known !== undefined && born !== undefined && known !== born)
    throw new NotRegistered(`The personal code says ${known}, and --born says ${born}.`)
  const day = known ?? born
  if (day === undefined) throw new NotRegistered('The personal code does not tell the child’s day of birth: give --born.')
  return day
}

async function today(owner: Pool, { timeZone }: RepresentationRules): Promise<string> {
  const { rows } = await owner.query<{ day: string }>('SELECT (now() AT TIME ZONE $1)::date::text AS day', [timeZone])
  return rows[0]?.day ?? ''
}
