import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { ENE, KADRI, RIINA } from '#lib/dispute/demo.ts'
import { printEvidence } from '#lib/history/evidence.ts'
import { serveFork } from './fork.ts'
import { ALL_ENTRIES, logIn } from './log-in.ts'
import { nextMail } from './mailbox.ts'
import { asOwner, somebodyNew, submitLook } from './product.ts'
import { comeBackStaff } from './staff.ts'

const OPERATOR = 'security@health.example'

test.afterEach(({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }))

/** A step of an incident's page; the card of the step is the form's own. */
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function newestEntry(code: string): Promise<number> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ log_index: number }>(
      `SELECT max(e.log_index) AS log_index FROM event e JOIN patient p USING (patient) WHERE p.value = $1 AND e.record_system <> 'portal'`,
      [code],
    )
    return Number(rows[0]?.log_index)
  })
}

test('what a dishonest server has signed is reported by the browser that saw it, handled by staff, and told to everybody', async ({
  page,
  browser,
  baseURL,
}) => {
  const somebody = { code: somebodyNew() }
  test.setTimeout(180_000)
  await submitLook(somebody.code)
  await logIn(page, somebody)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await page.route('**/log/**', (route) => route.abort())
  const undo = await serveFork(page)
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/api/incidents') && sent.push(request.postData() ?? ''))
  await page.reload()
  await expect(page.getByRole('alert', { name: 'Does not match' })).toContainText('forked')
  await page.getByRole('button', { name: 'Report it' }).click()
  expect(sent).toEqual([])
  await page.getByRole('button', { name: 'Send it' }).click()
  const taken = page.getByText(/handles it as security incident I-\d{4}-\d{4}/)
  await expect(taken).toBeVisible()
  await expect(page.getByText('has checked the evidence and kept it')).toBeVisible()
  for (const personal of [somebody.code, 'vrfProof', 'tartu']) expect(sent[0]).not.toContain(personal)
  const reference = /I-\d{4}-\d{4}/.exec((await taken.textContent()) ?? '')?.[0] ?? ''

  await test.step('the operator is told', async () => {
    const mail = await nextMail(OPERATOR, 0)
    expect(mail.source).toContain('Subject: Security incident')
    expect(mail.text).toContain('/support/incidents/')
  })

  const staff = await (await browser.newContext(baseURL ? { baseURL } : {})).newPage()
  await test.step('an agent sees both checkpoints, adds a note and decides nothing', async () => {
    await comeBackStaff(staff, KADRI, '/support/incidents')
    await staff.getByRole('link', { name: reference }).click()
    await expect(staff.getByRole('heading', { level: 1, name: `Security incident ${reference}` })).toBeVisible()
    await expect(staff.getByText('both keys of the log have signed both checkpoints')).toBeVisible()
    await expect(staff.getByRole('region', { name: 'Checkpoint that it was shown then' })).toContainText('entries')
    const saving = staff.waitForEvent('download')
    await staff.getByRole('link', { name: 'Save the evidence' }).click()
    expect(readFileSync(await (await saving).path(), 'utf8')).toBe(sent[0])
    await card(staff, 'Add a note').getByLabel('In words, for colleagues').fill('Somebody called about it.')
    await card(staff, 'Add a note').getByRole('button').click()
    await expect(staff.getByRole('status').filter({ hasText: 'The note was added.' })).toBeVisible()
    await expect(staff.getByText('Somebody called about it.')).toBeVisible()
    await expect(card(staff, 'Confirm the incident')).toHaveCount(0)
  })

  const index = await newestEntry(somebody.code)
  const range = `Entries number ${index.toLocaleString('en-GB')} to ${index.toLocaleString('en-GB')}`
  await test.step('a supervisor confirms it and freezes an entry, which the status page and the patient’s list say', async () => {
    await comeBackStaff(staff, ENE, '/support/incidents')
    await staff.getByRole('link', { name: reference }).click()
    await act(staff, 'Confirm the incident', 'Compared with the witnesses.')
    await expect(staff.getByRole('status').filter({ hasText: 'The incident is confirmed.' })).toBeVisible()
    const freeze = card(staff, 'Freeze entries')
    await freeze.getByLabel('First entry').fill(String(index))
    await freeze.getByLabel('Last entry').fill(String(index))
    await freeze.getByText(/^I am sure/).click()
    await freeze.getByRole('button').click()
    await expect(staff.getByRole('status').filter({ hasText: 'The entries are frozen.' })).toBeVisible()
    await page.goto('/status')
    const incident = page.getByRole('listitem').filter({ hasText: reference })
    await expect(incident).toContainText(range)
    await expect(page.getByText('Something does not match.')).toBeVisible()
    await undo()
    await page.unroute('**/log/**')
    await page.goto('/history')
    await expect(page.getByText('Do not rely on it for now')).toHaveCount(1)
    await page.getByRole('listitem').filter({ hasText: 'Do not rely on it for now' }).getByRole('button', { name: 'Details' }).click()
    await expect(page.getByText('A security incident may affect this entry.')).toBeVisible()
  })

  await test.step('it is contained, decided and published in three languages, and the freeze ends', async () => {
    await act(staff, 'It is contained', 'The second sequencer is stopped.')
    await act(staff, 'Decide', 'A second sequencer ran with a copy of the keys.')
    await expect(staff.getByText('Publish a notice now.')).toBeVisible()
    const publish = card(staff, 'Publish a notice')
    await publish.getByLabel('English').fill('Two logs were signed for an hour.')
    await publish.getByLabel('Eesti').fill('Tunni jooksul allkirjastati kaks logi.')
    await publish.getByLabel('Русский').fill('В течение часа подписывались два журнала.')
    await publish.getByText(/^I am sure/).click()
    await publish.getByRole('button').click()
    await expect(staff.getByRole('status').filter({ hasText: 'The notice is published.' })).toBeVisible()
    await act(staff, 'End the freeze', 'Compared entry by entry.')
    await expect(staff.getByRole('status').filter({ hasText: 'no longer frozen' })).toBeVisible()
    await page.goto('/transparency')
    await page.getByRole('link', { name: 'status page', exact: true }).click()
    const incident = page.getByRole('listitem').filter({ hasText: reference })
    await expect(incident).toContainText('Two logs were signed for an hour.')
    await expect(incident).not.toContainText('do not rely on them')
    await page.getByRole('button', { name: 'Eesti' }).click()
    await expect(incident).toContainText('Tunni jooksul allkirjastati kaks logi.')
  })

  await test.step('a privacy officer has no such page', async () => {
    const { pathname } = new URL(staff.url())
    await comeBackStaff(staff, RIINA)
    for (const path of ['/support/incidents', pathname]) expect((await staff.goto(path))?.status()).toBe(404)
    expect((await staff.request.get(`/api${pathname}/evidence`)).status()).toBe(404)
  })
  await staff.context().close()
})

async function act(page: Page, step: string, text: string): Promise<void> {
  await card(page, step).getByLabel('In words, for colleagues').fill(text)
  await card(page, step).getByRole('button').click()
  await expect(page.getByRole('listitem').filter({ hasText: text })).toBeVisible()
}

test('whoever sends something else than evidence is told so, and what proves nothing is an unproven report', async ({ page, request }) => {
  const send = (data: string | Buffer, headers: Record<string, string> = {}) =>
    request.post('/api/incidents', { data, headers: { 'content-type': 'text/plain', origin: 'https://elsewhere.example', ...headers } })
  const garbage = await send('garbage')
  expect([garbage.status(), garbage.headers()['access-control-allow-origin']]).toEqual([422, '*'])
  expect((await send(Buffer.alloc(1024 * 1024 + 1))).status()).toBe(413)
  const made = printEvidence({
    at: 1,
    trustFingerprint: '00'.repeat(32),
    code: 'forked',
    pinned: 'made up',
    shown: `made up ${process.pid}`,
  })
  const taken = await send(made, { 'content-type': 'application/json' })
  expect(taken.status()).toBe(200)
  const { reference, proved } = await taken.json()
  expect(proved).toBe(false)
  await comeBackStaff(page, ENE, '/support/incidents')
  await expect(page.getByRole('listitem').filter({ hasText: reference })).toContainText('Unproven report')
  await page.getByRole('link', { name: reference }).click()
  await act(page, 'Call it unfounded', 'Made up.')
  await expect(card(page, 'Confirm the incident')).toHaveCount(0)
})

test('one who sends very many reports is stopped', async ({ request }) => {
  const address = randomUUID()
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => request.post('/api/incidents', { data: 'x', headers: { 'x-forwarded-for': address } })),
  )
  expect(answers.map((answer) => answer.status()).toSorted()).toEqual([...Array.from({ length: 10 }, () => 422), 429, 429])
})
