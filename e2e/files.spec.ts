import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Download, expect, type Page, test } from '@playwright/test'
import { env, inheritedEnv } from '#lib/env.ts'
import { JAAN, MARI } from '#lib/event/demo/people.ts'
import { AUDITOR } from '../bin/start/parties.ts'
import { violationsOf } from './checks.ts'
import { serveFork } from './fork.ts'
import { ALL_ENTRIES, comeBack } from './log-in.ts'

const { E2E_DATA_DIR } = env('e2e')
const TRUST = join(E2E_DATA_DIR, 'trust.json')

test.use({ acceptDownloads: true })

/** What pressing a button hands to the browser to save, at a path of this test. */
async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const downloading = page.waitForEvent('download')
  await press()
  const download: Download = await downloading
  const path = test.info().outputPath(download.suggestedFilename())
  await download.saveAs(path)
  return path
}

async function saveWholeList(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Take it along' }).click()
  await expect(page.getByText('That is health data')).toBeVisible()
  await expect(page.getByRole('group', { name: 'Take it along' })).toBeFocused()
  await page.getByRole('radio', { name: 'Proof file (.sightline)' }).check()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeInViewport()
  return saved(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
}

const choose = (page: Page, path: string) => page.getByLabel('Choose a file').setInputFiles(path)
const verdict = (page: Page, name: string) => expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
const command = (...args: string[]) =>
  spawnSync(process.execPath, ['bin/verify.ts', '--trust', TRUST, ...args], { encoding: 'utf8', env: inheritedEnv() })

test('the whole list is saved, and verified on the page, with the network off, and by the command', async ({ page, context }) => {
  await comeBack(page, MARI)
  const path = await saveWholeList(page)
  expect(path).toMatch(/sightline-\d{4}-\d\d-\d\d\.sightline$/)
  await page.goto('/verify')
  await expect(page.getByText('or drop it here')).toBeVisible()
  await context.setOffline(true)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await choose(page, path)
  await verdict(page, 'Verified')
  await expect(page.getByText(/The file holds all \d+ entries .* for personal code 48403129900/)).toBeVisible()
  await expect(page.getByText(/replayed it from its first entry: no logged entry was missing/)).toBeVisible()
  await expect(page.getByText('Anna Berg, nurse at Jõgi Family Practice, looked up the patient summary.').first()).toBeVisible()
  await expect(page.getByText('What this does not prove')).toBeVisible()
  expect(await violationsOf(page)).toEqual([])
  expect(asked).toEqual([])
  const { status, stdout } = command(path, '--json')
  const { covered, size } = JSON.parse(stdout)
  expect([status, covered]).toEqual([0, size])
  expect(size).toBeGreaterThanOrEqual(60)
})

test('a file in which one letter was changed does not match', async ({ page }) => {
  await comeBack(page, MARI)
  const path = await saveWholeList(page)
  const changed = test.info().outputPath('changed.sightline')
  await writeFile(changed, readFileSync(path, 'utf8').replace('Anna Berg', 'Anna Borg'))
  await page.goto('/verify')
  await choose(page, changed)
  await verdict(page, 'Does not match')
  await expect(page.getByText('an entry was changed, left out, added or moved')).toBeVisible()
  await expect(page.getByText('Anna Borg')).toHaveCount(0)
  expect(command(changed).status).toBe(1)
})

test('the verifier is kept as one file, and checks a list of 3,000 entries from the disk without any network', async ({
  page,
  context,
}) => {
  await comeBack(page, JAAN)
  const list = await saveWholeList(page)
  await page.goto('/verify')
  const verifier = await saved(page, () => page.getByRole('link', { name: 'Save the verifier' }).click())
  const shown = await page.getByText('SHA-256 of the file:').textContent()
  const digest = spawnSync('sha256sum', [verifier], { encoding: 'utf8' }).stdout.slice(0, 64)
  expect(shown).toContain(digest)
  await context.setOffline(true)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).protocol))
  await page.goto(`file://${verifier}`)
  await choose(page, list)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await verdict(page, 'Verified')
  await expect(page.getByText(/The file holds all 3,\d{3} entries/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'of the log' })).toHaveCount(100)
  await page.getByRole('button', { name: 'Show 100 more' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'of the log' })).toHaveCount(200)
  expect(await violationsOf(page)).toEqual([])
  expect(new Set(asked)).toEqual(new Set(['file:']))
})

test('what the filter shows is saved alone, and says of how many', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(page.getByRole('button', { name: 'Take it along' })).toBeEnabled()
  await page.getByLabel('Automatic').first().check()
  await page.getByRole('button', { name: 'Take these 10 entries along' }).click()
  await expect(page.getByText(/Save 10 entries of \d+, no other/)).toBeVisible()
  await page.getByRole('radio', { name: 'Proof file (.sightline)' }).check()
  const path = await saved(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  await page.goto('/verify')
  await choose(page, path)
  await verdict(page, 'Verified')
  await expect(page.getByText(/The file holds 10 of the \d+ entries/)).toBeVisible()
  await expect(page.getByText('chosen by whoever saved it')).toBeVisible()
})

test('the proof of one entry is verified, and promises no more; a photograph could not be checked; both can be dropped', async ({
  page,
}) => {
  await comeBack(page, MARI)
  await page.getByRole('button', { name: 'Details' }).first().click()
  await page.getByRole('button', { name: 'Save the proof of this entry' }).click()
  const path = await saved(page, () => page.getByRole('button', { name: 'Save', exact: true }).click())
  await page.goto('/verify')
  await drop(page, 'one.tlog-proof', readFileSync(path, 'utf8'))
  await verdict(page, 'Verified')
  await expect(page.getByText('Whose list the entry is on, or that it is on any')).toBeVisible()
  await drop(page, 'photo.jpg', 'a photograph')
  await verdict(page, 'Could not check')
  await drop(page, 'one.tlog-proof', readFileSync(path, 'utf8'), 'two.tlog-proof')
  await expect(page.getByText('One file at a time is checked here, and none of these was.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Could not check' })).toHaveCount(0)
})

/** Drops files of the same content. */
async function drop(page: Page, name: string, text: string, ...others: readonly string[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([content = '', ...names]) => {
      const transfer = new DataTransfer()
      for (const fileName of names) transfer.items.add(new File([content], fileName))
      return transfer
    },
    [text, name, ...others],
  )
  await page.getByText('or drop it here').dispatchEvent('drop', { dataTransfer })
}

test('evidence of a fork is saved, reported to the auditor when asked, outlives the visit, and is proven on the page and by the command', async ({
  page,
}) => {
  await comeBack(page, MARI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await page.route('**/log/**', (route) => route.abort())
  const undo = await serveFork(page)
  const reports: string[] = []
  page.on('request', (request) => request.url().endsWith('/evidence') && reports.push(request.postData() ?? ''))
  await page.reload()
  const alarm = page.getByRole('alert', { name: 'Does not match' })
  await expect(alarm).toContainText('forked')
  const path = await saved(page, () => page.getByRole('button', { name: 'Save the evidence file' }).click())
  await page.getByRole('button', { name: 'Report it' }).click()
  await expect(page.getByText('No entry, no name and no personal code is in it.')).toBeVisible()
  expect(reports).toEqual([])
  await page.getByRole('button', { name: 'Send it' }).click()
  await expect(page.getByText('has checked the evidence and kept it')).toBeVisible()
  expect(reports).toEqual([readFileSync(path, 'utf8')])
  for (const personal of [MARI.code, MARI.familyName, 'vrfProof', 'tartu']) expect(reports[0]).not.toContain(personal)
  expect(readdirSync(join(E2E_DATA_DIR, 'parties', AUDITOR, 'evidence')).join()).toMatch(/forked-[0-9a-f]{32}\.json/)

  await undo()
  await page.unroute('**/log/**')
  await page.reload()
  await expect(page.getByRole('button', { name: 'How this was checked' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'How this was checked' }).first().click()
  await expect(page.getByText('This device has found that the log contradicted itself.')).toBeVisible()

  await page.goto('/verify')
  await choose(page, path)
  await verdict(page, 'Proven: the log contradicts itself')
  const proven = command(path)
  expect([proven.status, proven.stdout]).toEqual([0, expect.stringContaining('two different versions')])
  const madeUp = test.info().outputPath('made-up.json')
  const { pinned, ...rest } = JSON.parse(readFileSync(path, 'utf8'))
  await writeFile(
    madeUp,
    JSON.stringify({ at: rest.at, code: rest.code, pinned, shown: pinned, trustFingerprint: rest.trustFingerprint, v: 1 }),
  )
  await choose(page, madeUp)
  await verdict(page, 'Does not match')
  expect(command(madeUp).status).toBe(1)
})
