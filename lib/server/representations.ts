import { type Database, patientSnapshot } from '#lib/db/prisma.ts'
import type { PatientIdentifier } from '#lib/event/access-event.ts'
import type { Representation, RepresentationKind } from '#lib/event/representation.ts'

/** Somebody for whom the asker may act now. */
export type Represented = {
  readonly id: string
  readonly kind: RepresentationKind
  readonly name: string
  readonly identifier: PatientIdentifier
}

export type RepresentationRules = {
  /** A parent may act for a child who has not this age yet, in years. */
  readonly childUntilAge: number
  readonly timeZone: string
}

type Row = { id: string; kind: RepresentationKind; name: string; since: string; until: string | null; begun: boolean }
type Found = { patient: string; kind: RepresentationKind; name: string }

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Who may act for whom, asked of the database each time, with its clock: what has ended has ended with the next question. */
export class Representations {
  readonly #database: Database
  readonly #rules: RepresentationRules

  constructor(database: Database, rules: RepresentationRules) {
    this.#database = database
    this.#rules = rules
  }

  /** The person of the representation `id`, if it is `representative`'s and counts today. Keys are those of `patientKey`. */
  async find(representative: string, id: string): Promise<Represented | undefined> {
    if (!ID.test(id)) return undefined
    const { childUntilAge, timeZone } = this.#rules
    const [found] = await patientSnapshot(
      this.#database,
      representative,
      (snapshot) => snapshot.$queryRaw<Found[]>`
        SELECT patient, kind, patient_name AS name
        FROM representation r, LATERAL (SELECT (now() AT TIME ZONE ${timeZone})::date AS day) AS today
        WHERE representative = ${representative}::uuid AND id = ${id}::uuid AND ended_at IS NULL AND since <= today.day
          AND (until IS NULL OR today.day <= until)
          AND (born IS NULL OR today.day < born + make_interval(years => ${childUntilAge}::int))`,
    )
    if (!found) return undefined
    const person = await patientSnapshot(this.#database, found.patient, (snapshot) =>
      snapshot.patient.findUnique({ where: { patient: found.patient }, select: { system: true, value: true } }),
    )
    return person ? { id, kind: found.kind, name: found.name, identifier: person } : undefined
  }

  /** For whom this person may act, now or later; what has ended is not among them. */
  actingFor(representative: string): Promise<readonly Representation[]> {
    return this.#list(representative, 'representative')
  }

  /** Who may act for this person, now or later. */
  actedForBy(patient: string): Promise<readonly Representation[]> {
    return this.#list(patient, 'patient')
  }

  async #list(person: string, side: 'patient' | 'representative'): Promise<readonly Representation[]> {
    const { childUntilAge, timeZone } = this.#rules
    const acts = side === 'representative'
    const rows = await patientSnapshot(
      this.#database,
      person,
      (snapshot) => snapshot.$queryRaw<Row[]>`
        SELECT id, kind, name, since::text, last::text AS until, since <= today.day AS begun
        FROM representation r, LATERAL (
          SELECT CASE WHEN ${acts} THEN patient_name ELSE representative_name END AS name,
                 least(until, (born + make_interval(years => ${childUntilAge}::int))::date - 1) AS last
        ) AS one, LATERAL (SELECT (now() AT TIME ZONE ${timeZone})::date AS day) AS today
        WHERE CASE WHEN ${acts} THEN representative ELSE patient END = ${person}::uuid AND ended_at IS NULL
          AND (last IS NULL OR today.day <= last)
        ORDER BY name, since, id`,
    )
    return rows.map(({ until, ...row }) => ({ ...row, until: until ?? undefined }))
  }
}
