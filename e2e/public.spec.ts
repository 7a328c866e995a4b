import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { MARI } from '#lib/event/demo/people.ts'
import { hasOpenssl } from '#lib/monitor/time-stamping-authority.ts'
import { logIn } from './log-in.ts'
import { somebodyNew, submitLook } from './product.ts'

const { E2E_GATEWAY, E2E_DATA_DIR } = env('e2e')
const WITNESSES = ['witness-1.example', 'witness-2.example', 'witness-3.example']

test('a journalist sees how large the log is and who signed it', async ({ page }) => {
  await page.goto('/transparency')
  const newest = page.getByRole('region', { name: 'The newest checkpoint' })
  const [, size = ''] = (await (await fetch(new URL('/log/checkpoint', E2E_GATEWAY))).text()).split('\n')
  expect(Number(size)).toBeGreaterThan(3000)
  await expect(newest).toContainText(/[0-9],[0-9]{3}/)
  for (const name of [...WITNESSES, 'auditor.example'])
    await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText(/[Ss]igned/)
  await expect(page.getByText('Any 2 of these 3 witnesses must sign')).toBeVisible()
  await expect(page.getByText('its watchers prove nothing about independence')).toBeVisible()
  await expect(page.getByRole('img', { name: /^The log grew from/ })).toBeVisible()
  await page.getByText('The same as a table').click()
  await expect(page.getByRole('table')).toContainText(/[0-9],[0-9]{3}/)
  await expect(page.getByText(`curl ${E2E_GATEWAY}/log/checkpoint`)).toBeVisible()
})

test('a journalist sees what is logged of the code of these pages, and when somebody else put the log in time', async ({
  page,
  request,
}) => {
  const manifest = await (await request.get('/release.json')).body()
  await page.goto('/transparency')
  const code = page.getByRole('region', { name: 'The code of these pages' })
  await expect(code.getByRole('listitem').first()).toContainText(createHash('sha256').update(manifest).digest('hex'))
  const verifier = await (await request.get('/sightline-verifier.html')).body()
  await expect(code).toContainText(createHash('sha256').update(verifier).digest('hex'))
  expect(JSON.parse(manifest.toString()).files['/sightline-verifier.html']).toBe(createHash('sha256').update(verifier).digest('hex'))
  test.skip(!(await hasOpenssl()), 'this machine has no openssl command, so nobody stamps')
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('region', { name: 'Time stamps' })).toContainText(/entries existed before .* by time-stamps\.example/)
  }).toPass()
})

test('what a record system reported late is in the picture and in words', async ({ page }) => {
  await page.goto('/status')
  const coverage = page.getByRole('region', { name: 'What each record system has reported' })
  const laboratory = coverage.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'West Laboratory results' }) })
  await expect(laboratory).toContainText(/Some looks from .* to .* were reported only on/)
  await expect(laboratory.getByRole('img', { name: /with one known gap/ })).toBeVisible()
  await expect(coverage.getByRole('listitem').filter({ hasText: 'Tartu Clinic records' })).toContainText('No known gaps.')
  await page.getByText('How gaps are found').click()
  await expect(coverage).toContainText('four times as long')
})

test('programs get the same, and no counts of a record system', async ({ page, request }) => {
  await page.goto('/status')
  const answer = await request.get('/api/status')
  expect(answer.headers()['content-type']).toContain('application/json')
  expect(answer.headers()['cache-control']).toBe('public, max-age=1, must-revalidate')
  const status = await answer.json()
  expect(status.witnesses.map(({ name }: { name: string }) => name)).toEqual(WITNESSES)
  expect(status.checkpoint.waiting).toBeUndefined()
  const [system] = status.coverage.systems
  expect(Object.keys(system).sort()).toEqual([
    'active',
    'gaps',
    'id',
    'kind',
    'lastHeard',
    'name',
    'notReported',
    'organisation',
    'registered',
    'rhythm',
    'since',
  ])
  await expect(page.getByText(/^(Everything works|Something is late|Something does not match)\.$/)).toBeVisible()
})

test('the newest seal is not older than the last look', async ({ request }) => {
  const before = (await (await request.get('/api/status')).json()).checkpoint.size
  await submitLook(somebodyNew())
  await expect.poll(async () => (await (await request.get('/api/status')).json()).checkpoint.size).toBeGreaterThan(before)
})

test('the trust file is the one of this installation, to the byte, and its fingerprint is everywhere the same', async ({
  page,
  request,
}) => {
  const file = await readFile(join(E2E_DATA_DIR, 'trust.json'))
  const answer = await request.get('/trust.json')
  expect(answer.headers()['content-type']).toBe('application/json')
  expect((await answer.body()).equals(file)).toBe(true)
  const fingerprint = createHash('sha256').update(file).digest('hex')
  await page.goto('/trust')
  const card = page.getByRole('region', { name: 'Its fingerprint' })
  for (const group of fingerprint.match(/.{8}/g) ?? []) await expect(card.getByText(group, { exact: true })).toBeVisible()
  await expect(card).toContainText('The code of this page, in your browser, has the same trust file.')
  await expect(card.getByRole('img', { name: 'The fingerprint as a QR code' })).toBeVisible()
  await expect(card).toContainText(`sightline-trust:${fingerprint}`)
  const { policy } = JSON.parse(file.toString()) as { policy: string }
  const [, vkey = ''] = /^log (\S+)$/m.exec(policy) ?? []
  const ofKey = createHash('sha256').update(vkey).digest('hex').match(/.{8}/g)?.join(' ') ?? ''
  await expect(page.getByText(ofKey)).toBeVisible()
})

test('a page whose code has another trust file says so', async ({ page }) => {
  await page.route('**/trust', async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    const fingerprint = /sightline-trust:([0-9a-f]{64})/.exec(body)?.[1] ?? ''
    await route.fulfill({ response, body: body.replaceAll(fingerprint, 'ab'.repeat(32)) })
  })
  await page.goto('/trust')
  await expect(page.getByRole('alert').filter({ hasText: 'another trust file' })).toContainText('Do not rely on this page')
})

test('from how a list was checked, a patient reaches what was reported', async ({ page }) => {
  await logIn(page, MARI)
  await page.getByRole('button', { name: 'How this was checked' }).first().click()
  await page.getByRole('dialog').getByRole('link', { name: 'what each has reported' }).click()
  await expect(page).toHaveURL('/status#coverage')
  await expect(page.getByRole('heading', { name: 'What each record system has reported' })).toBeVisible()
})

test('every page leads to the three', async ({ page }) => {
  for (const [link, title] of [
    ['Who watches this log', 'Anybody can check this log'],
    ['Status', 'Status of the log'],
    ['Trust file', 'The trust file'],
  ] as const) {
    await page.goto('/')
    await page.getByRole('navigation', { name: 'About this log' }).getByRole('link', { name: link }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('all three are readable', async ({ page }) => {
    await page.goto('/transparency')
    await expect(page.getByText('witness-1.example')).toBeVisible()
    await page.goto('/status')
    await expect(page.getByRole('heading', { name: 'West Laboratory results' })).toBeVisible()
    await page.goto('/trust')
    await expect(page.getByText('With scripts, your browser says here')).toBeVisible()
  })
})
