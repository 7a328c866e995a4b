import { spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { env, inheritedEnv } from '#lib/env.ts'
import { readExportedBundle } from '#lib/event/bundle.ts'
import { ALEKSANDR, JAAN, MARI, MIA } from '#lib/event/demo/people.ts'
import { fromExported } from '#lib/event/from-exported.ts'
import { attachmentOf } from '#lib/pdf/testing-reader.ts'
import { ALL_ENTRIES, comeBack, identify } from './log-in.ts'

const { E2E_DATA_DIR, E2E_WEB, E2E_GATEWAY, E2E_ISSUER } = env('e2e')

test.use({ acceptDownloads: true })

const verify = (path: string) =>
  spawnSync(process.execPath, ['bin/verify.ts', '--trust', join(E2E_DATA_DIR, 'trust.json'), path, '--json'], {
    encoding: 'utf8',
    env: inheritedEnv(),
  })

/** Takes along what the page shows, as a file of this kind; nothing of it goes over the network meanwhile but the log's own files. */
async function take(page: Page, kind: string, offer: string | RegExp = 'Take it along'): Promise<string> {
  await page.getByRole('button', { name: offer }).click()
  await page.getByRole('radio', { name: kind }).check()
  const sent: string[] = []
  const note = (request: { method(): string; url(): string }) => request.method() !== 'GET' && sent.push(request.url())
  page.on('request', note)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const download = await downloading
  page.off('request', note)
  expect(sent.filter((url) => !url.endsWith('/api/session'))).toEqual([])
  const path = test.info().outputPath(download.suggestedFilename())
  await download.saveAs(path)
  await expect(page.getByText('Done.')).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  return path
}

/** Rows of a table whose fields are all in quotes. */
function readTable(path: string): readonly (readonly string[])[] {
  const text = readFileSync(path, 'utf8')
  expect(text.startsWith('\ufeff')).toBe(true)
  return text
    .slice(1)
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, field = '']) => field.replaceAll('""', '"')))
}

/** How many entries the page says that it has checked. */
async function entriesOf(page: Page): Promise<number> {
  const text = await page.getByText(ALL_ENTRIES).first().textContent()
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))
}

test('a history is taken along as PDF with its proof, as a table and as a FHIR Bundle, which all say the same', async ({ page }) => {
  await comeBack(page, MARI)
  const pdf = await take(page, 'PDF document')
  const size = await entriesOf(page)
  expect(pdf).toMatch(/sightline-\d{4}-\d\d-\d\d\.pdf$/)
  const { name, content } = attachmentOf(readFileSync(pdf))
  expect(name).toMatch(/^sightline-\d{4}-\d\d-\d\d\.sightline$/)
  const proof = test.info().outputPath(name)
  writeFileSync(proof, content)
  const { status, stdout } = verify(proof)
  expect([status, JSON.parse(stdout).covered]).toEqual([0, size])

  const [head = [], ...rows] = readTable(await take(page, 'Table (CSV)'))
  expect([head[0], head[1], rows.length]).toEqual(['Entry of the log', 'Check in this browser', size])
  const column = (title: string) => rows.map((row) => row[head.indexOf(title)])
  expect(new Set(column('Check in this browser'))).toEqual(new Set(['Verified']))
  for (const time of column('When it happened')) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[23]:00$/)
  expect(column('What happened')).toContain('Anna Berg, nurse at Jõgi Family Practice, looked up your patient summary.')

  const bundle = JSON.parse(readFileSync(await take(page, 'FHIR Bundle'), 'utf8'))
  const read = readExportedBundle(bundle)
  expect(read.map(({ entry }) => String(entry.logIndex))).toEqual(column('Entry of the log'))
  const seconds = (time: string) => Math.floor(Date.parse(time) / 1000)
  expect(read.map(({ entry }) => ('event' in entry ? seconds(entry.event.accessedAt) : 0))).toEqual(
    column('When it happened').map((time = '') => seconds(time)),
  )
  const sealed = new Set(content.toString().match(/"id":"[0-9a-f-]{36}"/g))
  for (const { entry } of read) expect(sealed).toContain('event' in entry && `"id":"${entry.event.id}"`)
})

test('what the filter shows is taken along alone, also within the PDF', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(page.getByRole('button', { name: 'Take it along' })).toBeVisible()
  await page.getByLabel('Automatic').first().check()
  const offer = 'Take these 10 entries along'
  const { content } = attachmentOf(readFileSync(await take(page, 'PDF document', offer)))
  const proof = test.info().outputPath('part.sightline')
  writeFileSync(proof, content)
  expect([verify(proof).status, JSON.parse(verify(proof).stdout).covered]).toEqual([0, 10])
  expect(readTable(await take(page, 'Table (CSV)', offer))).toHaveLength(11)
  const { entry } = JSON.parse(readFileSync(await take(page, 'FHIR Bundle', offer), 'utf8'))
  expect(entry).toHaveLength(10)
})

test('a name that is withheld is in none of the files, and the proof still proves', async ({ page }) => {
  await comeBack(page, ALEKSANDR)
  const path = await take(page, 'FHIR Bundle')
  const read = readExportedBundle(JSON.parse(readFileSync(path, 'utf8')))
  const hidden = read.filter(({ entry }) => 'event' in entry && entry.concealed === 'withheld')
  expect(hidden.length).toBeGreaterThan(0)
  for (const { entry } of hidden) expect('event' in entry && entry.event.actor?.name).toBeUndefined()
  expect(readFileSync(path, 'utf8')).toContain('"valueCode": "masked"')
  const { content } = attachmentOf(readFileSync(await take(page, 'PDF document')))
  const proof = test.info().outputPath('withheld.sightline')
  writeFileSync(proof, content)
  expect(verify(proof).status).toBe(0)
})

test('3,000 entries become a PDF within seconds, of which the first fifty alone were on the screen', async ({ page }) => {
  await comeBack(page, JAAN)
  await expect(page.getByRole('button', { name: 'Take it along' })).toBeVisible()
  const started = Date.now()
  const path = await take(page, 'PDF document')
  test.info().annotations.push({ type: 'seconds', description: String((Date.now() - started) / 1000) })
  expect(attachmentOf(readFileSync(path)).content.toString().split('\n').length).toBeGreaterThan(3000)
  expect(readFileSync(path, 'latin1').match(/\/Type \/Page\n/g)?.length).toBeGreaterThan(100)
})

test('the list for paper holds every entry that was chosen, how to check it, and no controls', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  const paper = page.getByRole('article')
  await expect(paper.getByRole('listitem')).toHaveCount(await entriesOf(page))
  await expect(paper).toContainText(/These are all the \d+ entries that the demonstration health system has sealed for you/)
  await expect(paper).toContainText(`${E2E_WEB}/verify`)
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('link')).toHaveCount(0)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: null })
  await expect(paper).toHaveCount(0)
  const whole = await page.pdf({ preferCSSPageSize: true })
  await page.getByLabel('Automatic').first().check()
  await expect(page.getByRole('button', { name: 'Take these 10 entries along' })).toBeVisible()
  const part = await page.pdf({ preferCSSPageSize: true })
  const pages = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
  expect(pages(part)).toBe(2)
  expect(pages(whole)).toBeGreaterThan(4)
})

test('what is taken along of a child’s list calls it the child’s, not the reader’s', async ({ page }) => {
  await comeBack(page, MARI, '/people')
  await page.getByRole('link', { name: 'Act for Mia Maasikas' }).click()
  const rows = readTable(await take(page, 'Table (CSV)'))
  expect(rows.map((row) => row.join(' ')).join('\n')).not.toMatch(/\b(yours?|you|my)\b/i)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  const paper = page.getByRole('article')
  await expect(paper.getByRole('heading', { level: 1 })).toHaveText('Who looked at the health record of Mia Maasikas')
  await expect(paper).toContainText('sealed for Mia Maasikas')
  await expect(paper).toContainText(MIA.code)
  await expect(paper).not.toContainText(/\b(yours?|you|my)\b/i)
})

test('an app of one’s own asks, is allowed, and reads the history that the page shows, and nobody else’s', async ({ page }) => {
  const callback = 'http://127.0.0.1:4300/callback'
  await page.route(`${callback}**`, (route) => route.fulfill({ body: 'back in the app' }))
  const verifier = randomBytes(32).toString('base64url')
  const smart = await (await fetch(`${E2E_GATEWAY}/fhir/.well-known/smart-configuration`)).json()
  expect(smart.authorization_endpoint).toBe(`${E2E_ISSUER}/auth`)
  const query = {
    response_type: 'code',
    client_id: 'sightline-app',
    redirect_uri: callback,
    scope: 'openid launch/patient patient/AuditEvent.rs',
    state: 'a-state',
    aud: `${E2E_GATEWAY}/fhir`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  await page.goto(`${smart.authorization_endpoint}?${new URLSearchParams(query)}`)
  await expect(page.getByText('wants to read who looked at your health record')).toBeVisible()
  await identify(page, MARI.code)
  await expect(page.getByText('back in the app')).toBeVisible()
  const code = new URL(page.url()).searchParams.get('code') ?? ''
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: 'sightline-app',
    code,
    redirect_uri: callback,
    code_verifier: verifier,
  })
  const token = await (await fetch(smart.token_endpoint, { method: 'POST', body })).json()
  expect(token.patient).toBe(`EE${MARI.code}`)
  const ask = async (search: string) => {
    const answer = await fetch(`${E2E_GATEWAY}/fhir/AuditEvent?${search}`, { headers: { authorization: `Bearer ${token.access_token}` } })
    return { status: answer.status, bundle: await answer.json() }
  }
  const { bundle } = await ask(`patient=${token.patient}&_count=1000`)
  await comeBack(page, MARI)
  const [head = [], ...rows] = readTable(await take(page, 'Table (CSV)'))
  expect(head[0]).toBe('Entry of the log')
  const found: { resource: unknown }[] = bundle.entry
  const places = found.map(({ resource }) => fromExported(resource).entry.logIndex)
  const newest = Math.max(...places) // what came since, such as these two looks, is on the page alone
  expect(places.length).toBeGreaterThanOrEqual(60)
  expect(rows.map(([index]) => Number(index)).filter((index) => index <= newest)).toEqual(places)
  expect((await ask(`patient=EE${JAAN.code}`)).bundle.entry).toEqual([])
  expect((await ask('date=ge2999-01-01')).bundle.entry).toEqual([])
  expect((await ask('colour=blue')).status).toBe(400)
})
