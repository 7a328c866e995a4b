import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { IdentifierSystem } from '#lib/event/identifier.ts'

const trust = z.object({
  systems: z
    .array(z.object({ system: z.string(), aliases: z.array(z.string()), pattern: z.string(), strip: z.string().exactOptional() }))
    .min(1),
})

/** The identifier systems of the trust file: the same that browsers check with, so that log-in, ingest and reader agree on who is who. */
export async function identifierSystems(trustFile: string): Promise<readonly IdentifierSystem[]> {
  return trust.parse(JSON.parse(await readFile(trustFile, 'utf8'))).systems
}
