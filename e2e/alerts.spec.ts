import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type APIRequestContext, expect, type Page, test } from '@playwright/test'
import { env } from '#lib/env.ts'
import { LIIS, MARI } from '#lib/event/demo/people.ts'
import { logIn } from './log-in.ts'
import { mailsTo, nextMail } from './mailbox.ts'
import { somebodyNew, submitLook } from './product.ts'

const { E2E_DATA_DIR } = env('e2e')
const told = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()

/** Alerts about emergencies on the page and by e-mail to a confirmed address. */
async function switchOn(page: Page, code: string, address: string, before: (page: Page) => Promise<void> = async () => {}) {
  await logIn(page, { code }, '/alerts')
  const off = page.getByRole('button', { name: 'Switch alerts off' })
  if (await off.isVisible()) await off.click() // an attempt before this one
  await page.getByRole('group', { name: 'Emergency access' }).getByLabel('E-mail').check()
  await before(page)
  await page.getByRole('button', { name: 'Switch alerts on' }).click()
  await told(page, 'Saved.')
  const known = (await mailsTo(address)).length
  await page.getByLabel('Your e-mail address').fill(address)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await told(page, 'We are sending a link')
  const { text } = await nextMail(address, known)
  const link = /^http:\S+\/alerts\/confirm\?t=\S+/m.exec(text)?.[0] ?? ''
  await page.goto(link)
  await page.getByRole('button', { name: 'Confirm the address' }).click()
  await told(page, 'Your e-mail address is confirmed.')
  return { link, known: known + 1 }
}

async function workerPid(): Promise<number> {
  const { children } = JSON.parse(await readFile(join(E2E_DATA_DIR, 'running.json'), 'utf8')) as { children: { pid: number }[] }
  for (const { pid } of children) if ((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('bin/worker.ts')) return pid
  throw new Error('No worker runs.')
}

test.describe('alerts', () => {
  test('tell by e-mail within seconds of an emergency, and give nothing away', async ({ page, context }) => {
    const address = `mari-${Date.now()}@mail.example`
    const { known, link } = await switchOn(page, MARI.code, address)
    const taken = await submitLook(MARI.code, 'ETREAT')
    const mail = await nextMail(address, known)
    console.log(`figure alert ${((mail.at - taken) / 1000).toFixed(2)} s from 201 at the gateway to the mail at the mail server`)
    expect(mail.source).toContain('Subject: There is something new\r\n')
    expect(mail.text).toContain('There is something new for you. Log in to see it.')
    const words = mail.text
      .replace(address, '')
      .replaceAll(/\?t=[\w-]+/g, '')
      .toLowerCase() // tokens may hold any letters
    for (const word of [
      'Mari',
      'Maasikas',
      MARI.code,
      'Anna',
      'Berg',
      'Tartu',
      'Clinic',
      'nurse',
      'ETREAT',
      'emergency',
      'health',
      'blood',
      'laborator',
      'patient',
    ])
      expect(words).not.toContain(word.toLowerCase())

    await page.goto('/alerts')
    const newest = page.getByRole('region', { name: 'What is new' }).getByRole('listitem').first()
    await expect(newest).toContainText('Emergency access')
    await expect(newest).toContainText('Anna Berg')
    await expect(newest).toContainText('New')
    await page.goto('/history')
    await expect(page.getByRole('banner').getByRole('link', { name: /^Alerts, \d+ new$/ })).toBeVisible()
    await page.goto('/alerts')
    await page.getByRole('button', { name: 'Mark all as read' }).click()
    await told(page, 'Marked as read.')
    await expect(newest).not.toContainText('New')

    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'This link counts no longer' })).toBeVisible()

    await page.goto('/help') // a page of hers would leave by itself without her session
    await context.clearCookies()
    const unsubscribe = /^http:\S+\/unsubscribe\?t=\S+/m.exec(mail.text)?.[0] ?? ''
    await page.goto(unsubscribe)
    await page.getByRole('button', { name: 'Stop the e-mails' }).click()
    await told(page, 'Nothing more is sent to that address.')
    await logIn(page, MARI, '/alerts')
    await expect(page.getByText(address)).toBeHidden()
    await page.getByRole('button', { name: 'Switch alerts off' }).click()
    await told(page, 'Alerts are off')
  })

  test('are ended by one click of a mail program, without cookies, and not by a look at the link', async ({ page, request }) => {
    const address = `click-${Date.now()}@mail.example`
    const code = somebodyNew()
    const { known } = await switchOn(page, code, address)
    await submitLook(code, 'ETREAT')
    const { source } = await nextMail(address, known)
    expect(source).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
    const oneClick = /List-Unsubscribe:\s+<(http:[^>]+)>/.exec(source.replaceAll('\r\n ', ' '))?.[1] ?? ''
    expect((await request.get(oneClick)).status()).toBe(405)
    await page.goto('/alerts')
    await expect(page.getByText(`Alerts go to ${address}`)).toBeVisible()
    const click = (url: string) =>
      request.post(url, { multipart: { 'List-Unsubscribe': 'One-Click' }, headers: { 'sec-fetch-site': 'cross-site' } })
    expect((await click(oneClick.slice(0, -1) + (oneClick.endsWith('x') ? 'y' : 'x'))).status()).toBe(404)
    expect((await click(oneClick)).status()).toBe(200)
    await page.reload()
    await expect(page.getByText(address)).toBeHidden()
  })

  test('wait for the end of quiet hours, and come once', async ({ page }) => {
    const address = `quiet-${Date.now()}@mail.example`
    const code = somebodyNew()
    const clock = (hours: number) =>
      new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', {
        timeZone: 'Europe/Tallinn',
        hour: '2-digit',
        minute: '2-digit',
      })
    const { known } = await switchOn(page, code, address, async () => {
      await page.getByLabel('From', { exact: true }).fill(clock(-1))
      await page.getByLabel('Until', { exact: true }).fill(clock(2))
    })
    await submitLook(code, 'ETREAT')
    await expect(async () => {
      await page.goto('/alerts')
      await expect(page.getByRole('listitem').filter({ hasText: 'Emergency access' })).toBeVisible({ timeout: 500 })
    }).toPass()
    const lifted = Date.now()
    await page.getByLabel('From', { exact: true }).fill('')
    await page.getByLabel('Until', { exact: true }).fill('')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await told(page, 'Saved.')
    expect((await nextMail(address, known)).at).toBeGreaterThanOrEqual(lifted)
    expect(await mailsTo(address)).toHaveLength(known + 1)
  })

  test('are sent once, also when the worker is killed meanwhile', async ({ page }) => {
    const address = `killed-${Date.now()}@mail.example`
    const code = somebodyNew()
    const { known } = await switchOn(page, code, address)
    const killed = await workerPid()
    process.kill(killed, 'SIGKILL')
    await submitLook(code, 'ETREAT')
    await nextMail(address, known)
    await submitLook(code, 'ETREAT')
    await nextMail(address, known + 1) // whatever was left of the first is before it
    expect(await mailsTo(address)).toHaveLength(known + 2)
    expect(await workerPid()).not.toBe(killed)
  })

  test('of a person who is followed come when that person looks again', async ({ page }) => {
    const code = somebodyNew()
    await submitLook(code)
    await logIn(page, { code }, '/alerts')
    await page.getByRole('button', { name: 'Switch alerts on' }).click()
    await page.getByRole('button', { name: /^Follow .*Anna Berg/ }).click()
    await told(page, 'Saved.')
    await submitLook(code)
    await expect(async () => {
      await page.goto('/alerts')
      await expect(page.getByRole('listitem').filter({ hasText: 'A person you follow' })).toBeVisible({ timeout: 500 })
    }).toPass()
  })

  test('can be switched on and off without JavaScript', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await logIn(page, { code: somebodyNew() }, '/alerts')
    await page.getByRole('button', { name: 'Switch alerts on' }).click()
    await told(page, 'Saved.')
    await page.getByRole('group', { name: 'Every look' }).getByLabel('On this page').check()
    await page.getByLabel('From', { exact: true }).fill('22:00')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Not saved. Give both quiet hours')).toBeVisible()
    await page.getByRole('button', { name: 'Switch alerts off' }).click()
    await told(page, 'Alerts are off')
    await expect(page.getByRole('heading', { name: 'Alerts are off' })).toBeVisible()
    await context.close()
  })

  test('are nobody else’s: a link of another person’s mail confirms nothing', async ({ page, browser }) => {
    const address = `other-${Date.now()}@mail.example`
    await logIn(page, { code: somebodyNew() }, '/alerts')
    await page.getByRole('button', { name: 'Switch alerts on' }).click()
    await page.getByLabel('Your e-mail address').fill(address)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    const link = /^http:\S+\/alerts\/confirm\?t=\S+/m.exec((await nextMail(address, 0)).text)?.[0] ?? ''
    const context = await browser.newContext()
    const other = await context.newPage()
    await logIn(other, LIIS, new URL(link).pathname + new URL(link).search)
    await other.getByRole('button', { name: 'Confirm the address' }).click()
    await expect(other.getByRole('alert').filter({ hasText: 'This link counts no longer' })).toBeVisible()
    await context.close()
  })

  test('of a page whose session has ended lead to the log-in', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await logIn(page, { code: somebodyNew() }, '/alerts')
    const other = await context.newPage()
    await other.goto('/people')
    await other.getByRole('button', { name: 'Log out', exact: true }).click()
    await expect(other).toHaveURL('/logged-out')
    await page.getByRole('button', { name: 'Switch alerts on' }).click()
    await expect(page).toHaveURL('/login?to=%2Falerts')
    await context.close()
  })

  test('by e-mail are stopped by no link that is not ours, and the page says so', async ({ page }) => {
    await page.goto('/unsubscribe?t=not-ours')
    await page.getByRole('button', { name: 'Stop the e-mails' }).click()
    await told(page, 'This link is not complete, or is not ours')
  })

  for (const change of ['settings', 'off', 'read', 'follow', 'address', 'confirm', 'remove-address', 'browser', 'remove-browsers'])
    test(`are changed by nobody who is not logged in, and by no other site: ${change}`, async ({ page, request, baseURL }) => {
      const post = (who: APIRequestContext, site: string, more = {}) =>
        who.post(`/api/me/alerts/${change}`, { form: { contact: 'usual' }, headers: { 'sec-fetch-site': site }, maxRedirects: 0, ...more })
      expect((await post(request, 'same-origin')).status()).toBe(401)
      await logIn(page, { code: somebodyNew() }, '/alerts')
      expect((await post(page.request, 'cross-site')).status()).toBe(403)
      expect((await post(page.request, 'same-site')).status()).toBe(403)
      expect((await post(page.request, 'same-origin', { form: undefined, data: { contact: 'usual' } })).status()).toBe(415)
      expect((await post(page.request, 'same-origin', { form: { contact: 'usual', visit: 'of-another' } })).status()).toBe(401)
      await expect(page.locator('input[name="visit"]').first()).toHaveValue(/^[0-9a-f]{16}$/)
      expect((await page.request.get(`/api/me/alerts/${change}`)).status()).toBe(405)
      const unknown = { headers: { 'sec-fetch-site': 'same-origin', origin: baseURL ?? '' }, form: {} }
      for (const name of ['no-such', 'constructor']) expect((await page.request.post(`/api/me/alerts/${name}`, unknown)).status()).toBe(404)
    })
})
