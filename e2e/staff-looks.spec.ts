import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { ANDRES } from '#lib/event/demo/people.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { verifyFile } from '#lib/verify/verify-file.ts'
import { rows } from './list.ts'
import { comeBack } from './log-in.ts'
import { asOwner } from './product.ts'

const { E2E_DATA_DIR } = env('e2e')

test('who asked a question finds in the list that support looked at its entries, checked like every other look', async ({ page }) => {
  await comeBack(page, ANDRES)
  const look = rows(page).filter({ hasText: 'Kadri Kuusk' }).first()
  await expect(look).toContainText(/read the entries that question S-\d{4}-\d{5} is about/)
  await expect(look).toContainText('Verified')
})

test('the proofs of the questions that people of the demonstration asked verify', async () => {
  const files = await asOwner(async (owner) => {
    const { rows } = await owner.query<{ bytes: Buffer }>(
      `SELECT bytes FROM dispute_file WHERE kind = 'proof' AND at < now() - interval '1 day'`,
    )
    return rows.map(({ bytes }) => bytes)
  })
  expect(files.length).toBeGreaterThanOrEqual(9)
  const trust = parseTrust(await readFile(join(E2E_DATA_DIR, 'trust.json'), 'utf8'))
  for (const file of files) expect(await verifyFile(file, trust)).toMatchObject({ kind: 'history', verdict: 'verified' })
})
