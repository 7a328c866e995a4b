import type { Client } from 'pg'
import { alpha } from '#lib/history/entry.ts'
import { vrfProver } from '#lib/history/vrf.ts'

/** Gives up to `limit` patients who have none their label, blind and VRF proof, oldest first; how many there were. */
export async function labelPatients(client: Client, vrfSecret: Uint8Array, limit: number): Promise<number> {
  const { rows } = await client.query<{ patient: string; system: string; value: string }>(
    'SELECT patient, system, value FROM patient WHERE label IS NULL ORDER BY created_at LIMIT $1',
    [limit],
  )
  if (rows.length === 0) return 0
  const prove = vrfProver(vrfSecret)
  const made = rows.map((row) => prove(alpha(row)))
  await client.query(
    `UPDATE patient p SET label = n.label, blind = n.blind, vrf_proof = n.proof
     FROM unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) AS n (patient, label, blind, proof)
     WHERE p.patient = n.patient AND p.label IS NULL`,
    [
      rows.map(({ patient }) => patient),
      made.map(({ beta }) => Buffer.from(beta.subarray(0, 32))),
      made.map(({ beta }) => Buffer.from(beta.subarray(32, 64))),
      made.map(({ proof }) => Buffer.from(proof)),
    ],
  )
  return rows.length
}
