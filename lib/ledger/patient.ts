import { createHash } from 'node:crypto'
import { alpha, type Identifier } from '#lib/history/entry.ts'

const KEY = 'sightline/patient/v1\n'

/**
 * The key of all rows of the person with this canonical identifier: a UUID, the first 16 bytes of SHA-256 over a tag and `alpha`.
 * It follows from the identifier, so that no table has to be asked, and never leaves the database: public names are VRF labels.
 */
export function patientKey(identifier: Identifier): string {
  const hex = createHash('sha256').update(KEY).update(alpha(identifier)).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
}
