import { randomUUID } from 'node:crypto'
import { expect, type Page } from '@playwright/test'
import { env } from '#lib/env.ts'
import { printEvidence } from '#lib/history/evidence.ts'
import { type FirstPage, parseFirstPage, printFirstPage } from '#lib/history/page.ts'
import { signCheckpoint } from '#lib/ledger/keys.ts'
import { withLines } from '#lib/ledger/witnesses.ts'
import { asHash, utf8 } from '#lib/tlog/bytes.ts'
import { parseCheckpoint, printCheckpoint } from '#lib/tlog/checkpoint.ts'
import { parseNote, signatureLine } from '#lib/tlog/note.ts'
import { leafHash, nodeHash } from '#lib/tlog/proof.ts'
import { colluders, logKeys } from './product.ts'

/** Where a browser asks for its history. */
export const HISTORY = '**/api/me/history*'

/** Lets the real server answer, and changes what it says on the first page. */
export async function alter(page: Page, change: (page: FirstPage) => FirstPage | Promise<FirstPage>): Promise<void> {
  await page.route(HISTORY, async (route) => {
    if (new URL(route.request().url()).searchParams.has('head')) return route.continue()
    const response = await route.fetch()
    await route.fulfill({ response, body: Buffer.from(printFirstPage(await change(parseFirstPage(await response.body())))) })
  })
}

/** Shows the browser of `page` another log than everybody else, until what it returns is called. */
export async function serveFork(page: Page): Promise<() => Promise<void>> {
  // The log goes on growing, and only another tree of the very size that this browser has seen is a fork.
  const answered = page.waitForResponse(HISTORY)
  await page.reload()
  const seen = parseFirstPage(await (await answered).body())
  await expect(page.getByText(/Checked in this browser|Could not check/).first()).toBeVisible()
  const forked = { ...seen, ...(await fork(seen)) }
  await alter(page, () => forked)
  return () => page.unroute(HISTORY)
}

/** Hands in real evidence of a fork of the log of this test, as a browser does. */
export async function reportFork(page: Page): Promise<void> {
  const answer = await page.request.get(new URL('/log/checkpoint', env('e2e').E2E_GATEWAY).href)
  const pinned = await answer.text()
  const { origin, size } = parseCheckpoint(parseNote(utf8(pinned)).text)
  const now = Math.floor(Date.now() / 1000)
  const root = asHash(new Uint8Array(32).fill(7))
  const shown = signCheckpoint(await logKeys(origin), printCheckpoint({ origin, size, root }), now)
  const trustFingerprint = '00'.repeat(32)
  const data = printEvidence({ at: now, code: 'forked', pinned, shown, trustFingerprint })
  const taken = await page.request.post('/api/incidents', { data, headers: { 'x-forwarded-for': randomUUID() } })
  expect(await taken.json()).toMatchObject({ proved: true })
}

/** Another tree of the size that this browser has pinned, with the same map entry at its end, under both real keys of the log and those of all its witnesses. */
export async function fork({ proof }: FirstPage, { withCollusion = true } = {}): Promise<Pick<FirstPage, 'proof' | 'consistency'>> {
  const { origin, size } = parseCheckpoint(parseNote(utf8(proof.checkpoint)).text)
  const mapEntryProof = proof.mapEntryProof.map((hash, i) => (i === 0 ? asHash(hash.map((byte) => byte ^ 1)) : hash))
  // The last entry is a right child all the way up.
  const root = mapEntryProof.reduce((right, left) => nodeHash(left, right), leafHash(proof.mapEntry))
  const text = printCheckpoint({ origin, size, root })
  const now = Math.floor(Date.now() / 1000)
  const note = signCheckpoint(await logKeys(origin), text, now)
  const checkpoint = withCollusion
    ? withLines(
        note,
        (await colluders(now)).map((signer) => signatureLine(signer, text)),
      )
    : note
  return { proof: { ...proof, checkpoint, mapEntryProof }, consistency: { log: [], history: [] } }
}
