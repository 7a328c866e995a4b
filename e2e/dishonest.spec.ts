import { expect, type Page, type Route, test } from '@playwright/test'
import { MARI, MARY } from '#lib/event/demo/people.ts'
import { type FirstPage, type OpenEntry, parseFirstPage } from '#lib/history/page.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { alter, fork, HISTORY, serveFork } from './fork.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { somebodyNew, submitLook } from './product.ts'

// A browser goes on asking for files until it is closed.
test.afterEach(({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }))

function opened(page: FirstPage): OpenEntry[] {
  return page.entries.filter((entry): entry is OpenEntry => 'event' in entry)
}

async function answerOf(page: Page): Promise<Buffer> {
  const answer = await page.request.get('/api/me/history')
  expect(answer.status()).toBe(200)
  return answer.body()
}

async function expectMismatch(page: Page, code: string | RegExp): Promise<void> {
  const alarm = page.getByRole('alert', { name: 'Does not match' })
  await expect(alarm).toBeVisible()
  await expect(alarm).toContainText(code)
  await expect(page.getByText('genuine')).toHaveCount(0)
  await expect(page.getByRole('status', { name: 'What your browser checked' })).toHaveCount(0)
}

test('a server that leaves an entry out is caught', async ({ page }) => {
  await alter(page, (answer) => ({ ...answer, entries: answer.entries.slice(1) }))
  await comeBack(page, MARI)
  await expectMismatch(page, 'malformed')
})

test('a server that leaves an entry out and shifts the range to hide it is caught', async ({ page }) => {
  await alter(page, (answer) => {
    if (!answer.range) throw new Error('there are entries')
    return { ...answer, range: { ...answer.range, from: answer.range.from + 1 }, entries: answer.entries.slice(1) }
  })
  await comeBack(page, MARI)
  await expectMismatch(page, /malformed|root-mismatch/) // by where the page begins
})

test('a server that edits an entry is caught', async ({ page }) => {
  await alter(page, (answer) => {
    const [first, ...others] = opened(answer)
    if (!first) throw new Error('there are entries')
    const event = utf8(Buffer.from(first.event).toString().replace('"outcome":"0"', '"outcome":"4"'))
    return { ...answer, entries: [{ ...first, event }, ...others] }
  })
  await comeBack(page, MARI)
  await expectMismatch(page, 'root-mismatch')
})

test('a server that swaps two entries is caught, also when it swaps their indexes', async ({ page }) => {
  await alter(page, (answer) => {
    const [one, two, ...others] = opened(answer)
    if (!one || !two) throw new Error('there are entries')
    return { ...answer, entries: [{ ...two, logIndex: one.logIndex }, { ...one, logIndex: two.logIndex }, ...others] }
  })
  await comeBack(page, MARI)
  await expectMismatch(page, 'root-mismatch')
})

test('a server that shows another person’s list is caught', async ({ page, browser }) => {
  const other = await browser.newPage()
  await logIn(other, MARY)
  const theirs = await answerOf(other)
  await other.close()
  await page.route(HISTORY, async (route) => route.fulfill({ response: await route.fetch(), body: theirs }))
  await comeBack(page, MARI)
  await expectMismatch(page, 'wrong-label')
})

test('a server that shows an older list under the newest checkpoint is caught', async ({ page, browser }) => {
  const somebody = { code: somebodyNew() }
  await submitLook(somebody.code)
  const earlier = await browser.newPage()
  await logIn(earlier, somebody)
  const older = parseFirstPage(await answerOf(earlier))
  await earlier.close()
  await submitLook(somebody.code)
  await alter(page, ({ proof, ...answer }) => ({
    ...answer,
    ...(older.range && { range: older.range }),
    entries: older.entries,
    proof: { ...proof, ...(older.proof.head && { head: older.proof.head }) },
  }))
  await logIn(page, somebody)
  await expectMismatch(page, 'not-in-map')
})

test('a server that goes back to an older checkpoint than this browser has seen is not called verified', async ({ page }) => {
  const somebody = { code: somebodyNew() }
  await submitLook(somebody.code)
  await logIn(page, somebody)
  const older = parseFirstPage(await answerOf(page))
  await submitLook(somebody.code)
  await page.reload()
  await expect(page.getByText('These are all the 3 entries')).toBeVisible()
  await alter(page, () => ({ ...older, consistency: { log: [], history: [] } }))
  await page.reload()
  await expect(page.getByRole('status', { name: 'What your browser checked' })).toContainText(/Waiting to be sealed|Could not check/)
  await expect(page.getByText('These are all')).toHaveCount(0)
})

test('a forked log that its witnesses have not signed is never called verified', async ({ page }) => {
  await alter(page, async (answer) => ({ ...answer, proof: (await fork(answer, { withCollusion: false })).proof }))
  await page.route('**/log/**', (route) => route.abort())
  await comeBack(page, MARI)
  await expect(page.getByRole('status', { name: 'What your browser checked' })).toContainText(/Waiting to be sealed|Could not check/)
  await expect(page.getByText('These are all')).toHaveCount(0)
})

test('a forked log with valid signatures, also of all its witnesses, is caught by a browser that has been here, which keeps both checkpoints as evidence', async ({
  page,
}) => {
  await comeBack(page, MARI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await page.route('**/log/**', (route) => route.abort())
  await serveFork(page)
  await page.reload()
  await expectMismatch(page, 'forked')
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: /evidence/i }).click()
  const file = await (await saving).createReadStream()
  const evidence = Buffer.concat(await file.toArray()).toString()
  expect(evidence.match(/sightline\.example\/demo/g)?.length).toBeGreaterThanOrEqual(2)
})

test('public files that say something else than the page are caught', async ({ page }) => {
  await page.route('**/log/tile/entries/**', async (route: Route) => {
    const response = await route.fetch()
    const body = await response.body()
    for (let at = 10; at < body.length; at += 35) body[at] = (body[at] ?? 0) ^ 1
    await route.fulfill({ response, body })
  })
  await comeBack(page, MARI)
  await expect(page.getByRole('alert', { name: 'Does not match' })).toBeVisible()
})

test('public files that cannot be reached are neither fine nor failed', async ({ page }) => {
  await page.route('**/log/tile/**', (route) => route.abort())
  await comeBack(page, MARI)
  await expect(page.getByText('Could not check').first()).toBeVisible()
  await expect(page.getByRole('alert', { name: 'Does not match' })).toHaveCount(0)
})

test('a network that is gone is neither fine nor failed, and checking again helps when it is back', async ({ page }) => {
  await page.route(HISTORY, (route) => route.abort())
  await comeBack(page, MARI)
  await expect(page.getByText('Could not check').first()).toBeVisible()
  await expect(page.getByRole('alert', { name: 'Does not match' })).toHaveCount(0)
  await page.unroute(HISTORY)
  await page.getByRole('button', { name: /again/i }).first().click()
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
})
