import type { Snapshot } from '#lib/db/prisma.ts'
import { visible } from '#lib/event/visible.ts'

/** The organisations of all cases: each key, with the name that entries have for it, or the key where they have none. It says nothing of any case. */
export async function organisationNames(tx: Snapshot): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw<{ key: string; name: string | null }[]>`SELECT key, name FROM dispute_organisations()`
  return new Map(rows.map(({ key, name }) => [key, visible(name ?? key)]))
}

export async function organisationName(tx: Snapshot, key: string): Promise<string> {
  return (await organisationNames(tx)).get(key) ?? visible(key)
}
