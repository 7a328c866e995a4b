import type { Snapshot } from '#lib/db/prisma.ts'

/** A reference that no question has. */
export async function drawReference(tx: Snapshot): Promise<string> {
  const [{ reference } = { reference: '' }] = await tx.$queryRaw<{ reference: string }[]>`
    SELECT 'S-' || extract(year FROM now()) || '-' || lpad(nextval('dispute_number')::text, 5, '0') AS reference`
  return reference
}
