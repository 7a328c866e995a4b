import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Browser, expect, type Page, test } from '@playwright/test'
import { env, inheritedEnv } from '#lib/env.ts'
import { HELVE, MARI, MIA, PEETER, TOOMAS, VILLEM } from '#lib/event/demo/people.ts'
import { promise, rows } from './list.ts'
import { logIn } from './log-in.ts'
import { asOwner, isSealed, keyOf, somebodyNew, submitLook, whileLooksCannotBeRecorded } from './product.ts'

const { E2E_DATA_DIR } = env('e2e')
const OWN = 'You read the list of who looked at your record.'
const NOT_ACTING = 'You cannot act for this person'

const band = (page: Page) => page.getByRole('region', { name: 'For whom you are acting' })

/** What `npm run representation` says of this product’s register, and how it ends. */
function register(...args: readonly string[]): { readonly status: number | null; readonly said: string; readonly id: string } {
  const settings = { DATA_DIR: E2E_DATA_DIR, SECRETS_DIR: join(E2E_DATA_DIR, 'secrets'), TRUST_FILE: join(E2E_DATA_DIR, 'trust.json') }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/representation.ts', ...args], {
    encoding: 'utf8',
    env: inheritedEnv(settings),
  })
  return { status, said: stdout + stderr, id: stdout.slice(0, 36) }
}

const people = (person: string, representative: string) => [
  ...['--person', `EE${person}`, '--person-name', 'Somebody Represented'],
  ...['--representative', `EE${representative}`, '--representative-name', 'Somebody Acting', '--source', 'a test'],
]

async function open(page: Page, name: string): Promise<string> {
  await page.goto('/people')
  await page.getByRole('link', { name: `Act for ${name}` }).click()
  await expect(page).toHaveURL(/\/for\/[0-9a-f-]{36}\/history$/)
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

async function elsewhere(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return (await browser.newContext(baseURL === undefined ? {} : { baseURL })).newPage()
}

/** How many looks by whoever is of this kind the portal has recorded of a person's list, sealed or not. */
function looks(code: string, kind: 'patient' | 'representative'): Promise<number> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*) FROM (SELECT event FROM event WHERE patient = $1 AND record_system = 'portal'
         UNION ALL SELECT event FROM pending WHERE patient = $1) AS looks
       WHERE convert_from(event, 'UTF8')::jsonb #>> '{actor,kind}' = $2`,
      [keyOf(code), kind],
    )
    return Number(rows[0]?.count)
  })
}

test('a mother reads her child’s list: it is verified, it says for whom, and her look is in it with her name', async ({
  page,
  browser,
  baseURL,
}) => {
  await logIn(page, MARI)
  await page.getByRole('link', { name: 'Acting for somebody' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Mia Maasikas' })).toContainText('Your child')
  await open(page, 'Mia Maasikas')
  await expect(page).toHaveTitle(/^Acting for Mia Maasikas: who looked/)
  await expect(band(page)).toContainText('You are acting for Mia Maasikas, your child.')
  await expect(page.getByText(MIA.code)).toBeVisible()
  await expect(promise(page)).toContainText(
    /These are all the \d+ entries that the demonstration health system has sealed for Mia Maasikas, everyone is shown the same log/,
  )
  await expect(page.getByText('Anna Berg, nurse at Jõgi Family Practice, looked up the patient summary.').first()).toBeVisible()
  const said = [await promise(page).textContent(), ...(await rows(page).allTextContents())]
  expect(said.join('\n')).not.toMatch(/\byours?\b(?! (browser|device|last|next))/i)

  const child = await elsewhere(browser, baseURL)
  await expect.poll(() => isSealed(`record_system = 'portal' AND patient = $1`, keyOf(MIA.code))).toBe(true)
  await logIn(child, MIA)
  const look = rows(child).filter({ hasText: 'Mari Maasikas, parent, read the list of who looked at your record.' }).first()
  await expect(look).toContainText('Reason: your family asked for it')
  await expect(look).toContainText('Verified')
  await child.context().close()

  await page.getByRole('link', { name: 'Back to yourself' }).click()
  await expect(page).toHaveURL('/history')
  await expect(band(page)).toHaveCount(0)
  await expect(promise(page)).toContainText('sealed for you')
})

test('one’s own look is one entry for a session, however often the list is opened, and it is sealed and verified', async ({ page }) => {
  const code = somebodyNew()
  await logIn(page, { code })
  const other = await page.context().newPage()
  await Promise.all([other.goto('/history'), page.reload()])
  await expect.poll(() => isSealed('patient = $1', keyOf(code))).toBe(true)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Nobody but you has looked, and we can prove it' })).toBeVisible()
  await page.getByRole('switch', { name: 'Show your own looks' }).check()
  await expect(rows(page).filter({ hasText: OWN })).toContainText(['Verified'])
  await expect(promise(page)).toContainText('This is the one entry')
  expect(await looks(code, 'patient')).toBe(1)
  await logIn(page, { code })
  await expect(page.getByRole('heading', { name: /^Who looked/ })).toBeVisible()
  expect(await looks(code, 'patient')).toBe(2)
})

test('a list is not shown where the look at it cannot be recorded', async ({ page }) => {
  const code = somebodyNew()
  await submitLook(code)
  await whileLooksCannotBeRecorded(code, async () => {
    await logIn(page, { code })
    await expect(page.getByRole('heading', { level: 1, name: 'Something went wrong on our side' })).toBeVisible()
    await expect(page.getByText('Anna Berg')).toHaveCount(0)
    const answer = await page.request.get('/api/me/history')
    expect(answer.status()).toBe(500)
    expect(await answer.text()).not.toContain('Tartu')
  })
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Anna Berg, nurse at Tartu Clinic, read your test results.')).toBeVisible()
  expect(await looks(code, 'patient')).toBe(1)
})

test('two pages, one of oneself and one of the child, stay of the person they were opened for', async ({ page }) => {
  await logIn(page, MARI)
  const ofChild = await page.context().newPage()
  await open(ofChild, 'Mia Maasikas')
  await expect(promise(ofChild)).toContainText('Mia Maasikas')
  const before = await looks(MIA.code, 'representative')
  await page.reload()
  await expect(promise(page)).toContainText('sealed for you')
  await ofChild.reload()
  await expect(promise(ofChild)).toContainText(/sealed for Mia Maasikas(, unchanged since|; the \d+ of) your last visit/)
  await expect(band(page)).toHaveCount(0)
  await expect(page.getByText(MIA.code)).toHaveCount(0)
  expect(await looks(MIA.code, 'representative'), 'the same session has looked once').toBe(before)
})

test('what this device remembers is kept apart for each person, and forgotten for all', async ({ page }) => {
  await logIn(page, PEETER)
  await expect(promise(page)).toContainText('sealed for you')
  await open(page, 'Villem Mets')
  await expect(promise(page)).toContainText(/sealed/)
  await page.getByRole('button', { name: 'How this was checked' }).first().click()
  await expect(page.getByText('This is the first visit on this device.')).toBeVisible()
  await page.getByRole('button', { name: 'Forget this device’s memory' }).click()
  await expect(page.getByText('Your next visit will be a first visit.')).toBeVisible()
  await page.goto('/history')
  await expect(promise(page)).toContainText('sealed for you, everyone')
})

test('a mandate opens the list until its last day, and nothing the day after', async ({ page }) => {
  const [person, representative] = [somebodyNew(), somebodyNew()]
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Tallinn' }).format()
  const { said } = register('add', '--kind', 'mandate', '--since', '2026-01-01', '--until', today, ...people(person, representative))
  expect(said).toContain('may act for')
  await logIn(page, { code: representative })
  const id = await open(page, 'Somebody Represented')
  await expect(band(page)).toContainText('who gave you a mandate')
  await page.goto('/people')
  await asOwner((owner) => owner.query(`UPDATE representation SET since = since - 9, until = until - 1 WHERE id = $1`, [id]))
  expect((await page.request.get(`/api/for/${id}/history`)).status()).toBe(404)
  expect((await page.request.get(`/api/for/${id}`)).status()).toBe(404)
  expect((await page.goto(`/for/${id}/history`))?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1, name: NOT_ACTING })).toBeVisible()
  await page.getByRole('link', { name: 'See whom you act for' }).click()
  await expect(page.getByText('You act for nobody.')).toBeVisible()
})

test('an open page of somebody leaves by itself when the operator ends it', async ({ page }) => {
  const [person, representative] = [somebodyNew(), somebodyNew()]
  const { id, status, said } = register('add', '--kind', 'guardian', ...people(person, representative))
  expect(status, said).toBe(0)
  await logIn(page, { code: representative })
  await page.goto(`/for/${id}/history`)
  await expect(band(page)).toContainText('You are acting for Somebody Represented, your ward.')
  expect(register('end', id).said).toContain('has ended')
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })))
  await expect(page.getByRole('heading', { level: 1, name: NOT_ACTING })).toBeVisible()
  expect(await looks(person, 'representative')).toBe(1)
})

test('somebody else’s id is not found, on every page and address, and leaves no look', async ({ page }) => {
  const [person, representative] = [somebodyNew(), somebodyNew()]
  const { id } = register('add', '--kind', 'guardian', ...people(person, representative))
  await logIn(page, TOOMAS)
  for (const wrong of [id, randomUUID(), 'x', '..%2f..%2fhistory', `${id}'`]) {
    expect((await page.request.get(`/for/${wrong}/history`)).status(), wrong).toBe(404)
    expect((await page.request.get(`/api/for/${wrong}/history`)).status(), wrong).toBe(404)
    expect((await page.request.get(`/api/for/${wrong}`)).status(), wrong).toBe(404)
  }
  const answer = await page.request.get(`/for/${id}/history`)
  expect(await answer.text()).not.toMatch(new RegExp(`${person}|Somebody Represented`))
  expect(await looks(person, 'representative')).toBe(0)
})

test('nobody acts without a log-in, and not in another’s session', async ({ page, request }) => {
  await logIn(page, MARI)
  const asked = page.waitForRequest(/\/api\/for\/[^?]+\/history\?/)
  const id = await open(page, 'Mia Maasikas')
  const ofMari = (await asked).url()
  expect((await page.request.get(ofMari)).status()).toBe(200)
  for (const path of [`/api/for/${id}`, `/api/for/${id}/history`]) expect((await request.get(path)).status()).toBe(401)
  for (const path of [`/for/${id}/history`, '/people'])
    expect((await request.get(path, { maxRedirects: 0, headers: { 'next-router-prefetch': '1' } })).headers().location).toContain('/login')
  await logIn(page, TOOMAS)
  expect((await page.request.get(ofMari)).status(), 'the page of Mari’s session').toBe(401)
  expect((await page.request.get(`/api/for/${id}/history`)).status(), 'Toomas acts for Mia by another id').toBe(404)
})

test('a person sees who may act for them, and how to end it', async ({ page }) => {
  await logIn(page, MIA, '/people')
  const theirs = page.getByRole('region', { name: 'Who may act for you' })
  await expect(theirs.getByRole('listitem')).toHaveText([/Mari Maasikas\s*Your parent · Since .*, until 18 March 2032/, /Toomas Saar/])
  await expect(theirs.getByRole('link', { name: '+372 000 0000' })).toBeVisible()
  await logIn(page, HELVE, '/people')
  await expect(theirs.getByRole('listitem')).toHaveText([/Kersti Lepik\s*Has your mandate · Since .*, until/])
  await logIn(page, VILLEM, '/people')
  await expect(theirs.getByRole('listitem')).toHaveText([/Peeter Mets\s*Your guardian · Since .*, without an end that is set/])
})

test('the operator’s command refuses what cannot be, and says why', () => {
  const [person, representative] = [somebodyNew(), somebodyNew()]
  const refused = (kind: string, more: readonly string[] = []) =>
    register('add', '--kind', kind, ...people(person, representative), ...more)
  expect(refused('friend')).toMatchObject({ status: 1, said: expect.stringContaining('Usage:') })
  expect(refused('parent').said).toContain('is 18 or older')
  expect(refused('mandate').said).toContain('give --until')
  expect(refused('mandate', ['--until', '2026-02-30']).said).toContain('must be a day such as')
  expect(register('add', '--kind', 'guardian', ...people('1', representative)).said).toContain('--person: ')
  expect(register('end', randomUUID())).toMatchObject({ status: 1, said: expect.stringContaining('No representation') })
  expect(register('list').said).toContain('Mari Maasikas for Mia Maasikas: parent')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('a child’s list is readable, says whose it is, and is not called verified', async ({ page }) => {
    await logIn(page, TOOMAS)
    await open(page, 'Mia Maasikas')
    await expect(band(page)).toContainText('You are acting for Mia Maasikas, your child.')
    await expect(page.getByText('Not verified in this browser yet.')).toBeVisible()
    await expect(page.getByText('Verified', { exact: true })).toHaveCount(0)
  })

  test('a child’s list is narrowed and widened again, and stays the child’s', async ({ page }) => {
    await logIn(page, TOOMAS)
    const path = `/for/${await open(page, 'Mia Maasikas')}/history`
    await page.getByRole('radio', { name: /^Automatic/ }).check()
    await page.getByRole('button', { name: 'Show these' }).click()
    await expect(page).toHaveURL(({ pathname, search }) => pathname === path && search.startsWith('?show=automatic'))
    await page.getByRole('link', { name: 'Clear all' }).click()
    await expect(page).toHaveURL(path)
    await expect(band(page)).toContainText('You are acting for Mia Maasikas')
  })
})
