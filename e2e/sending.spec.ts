import { expect, type Page, test } from '@playwright/test'
import { ENE, KADRI, MARKO, RIINA } from '#lib/dispute/demo.ts'
import { askAboutNewest, askedCase, openCaseOf, staffId, takeSteps } from './cases.ts'
import { sideways, told, violationsOf } from './checks.ts'
import { logIn } from './log-in.ts'
import { somebodyNew, submitLook } from './product.ts'
import { logInStaff } from './staff.ts'

const WORDS = 'We have asked the clinic, and write again on Friday.'

const open = (page: Page, step: 'write' | 'note') => page.locator(`#step-${step} summary`).click()
const field = (page: Page, step: 'write' | 'note') => page.locator(`#step-${step} textarea`)
const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true })
const said = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text })
/** Where that stands which has no form any more. */
const left = (page: Page) => said(page, 'Copy from here what you wrote.')

/** Begins a message to somebody whose question Kadri works on. */
async function begin(page: Page) {
  const asked = await openCaseOf({ code: somebodyNew() })
  await takeSteps(asked, KADRI, 'acknowledge')
  await logInStaff(page, KADRI)
  await page.goto(`/support/cases/${asked.id}`)
  await open(page, 'write')
  await field(page, 'write').fill(WORDS)
  return asked
}

/** What asks whether somebody means to leave the page. */
function dialogsOf(page: Page): readonly string[] {
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type())
    return dialog.accept()
  })
  return dialogs
}

test.describe('what staff write', () => {
  test('stays when a form is refused, in that form and in the others, and the page says why', async ({ page }) => {
    await begin(page)
    await open(page, 'note')
    await field(page, 'note').fill(' ')
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await expect(said(page, 'Something was missing')).toBeFocused()
    await expect(page).toHaveURL(/\?problem=note$/)
    await expect(field(page, 'write')).toHaveValue(WORDS)
    await expect(field(page, 'note')).toHaveValue(' ')
    expect(await violationsOf(page)).toEqual([])

    await test.step('and what one form has sent takes nothing from another', async () => {
      const dialogs = dialogsOf(page)
      await field(page, 'note').fill('Somebody called.')
      await page.getByRole('button', { name: 'Keep the note' }).click()
      await expect(told(page, 'The note is kept.')).toBeVisible()
      await expect(field(page, 'note')).toHaveValue('')
      await expect(field(page, 'write')).toHaveValue(WORDS)
      await send(page).click()
      await expect(told(page, 'The message was sent.')).toBeVisible()
      await expect(page.getByText(WORDS)).toHaveCount(1)
      expect(dialogs).toEqual([])
    })
  })

  test('stands above the page when somebody else has the question meanwhile, and nowhere else', async ({ page }) => {
    const asked = await begin(page)
    await takeSteps(asked, ENE, ['assign', { assignee: await staffId(MARKO) }])
    await send(page).click()
    await expect(left(page)).toBeFocused()
    await expect(left(page).getByRole('textbox', { name: 'Message' })).toHaveValue(WORDS)
    await expect(said(page, 'Perhaps somebody else was faster.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'What is in this question is shut' })).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await sideways(page)).toEqual([])
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href]))
    expect(kept).not.toContain('on Friday')
    const dialogs = dialogsOf(page)
    await page.reload()
    expect(dialogs).toEqual(['beforeunload'])
    await expect(left(page)).toHaveCount(0)
  })

  test('waits while the service cannot be reached, and is sent once however often the button is pressed', async ({ page }) => {
    await begin(page)
    await page.route('**/api/support/cases/**', (route) => route.abort())
    await send(page).click()
    await expect(said(page, 'No answer came')).toBeVisible()
    await expect(field(page, 'write')).toHaveValue(WORDS)
    await page.unroute('**/api/support/cases/**')
    let posts = 0
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/write')) posts += 1
    })
    await send(page).dblclick()
    await expect(told(page, 'The message was sent.')).toBeVisible()
    expect(posts).toBe(1)
    await expect(page.getByText(WORDS)).toHaveCount(1)
  })

  test('can be copied when the session has ended', async ({ page, context }) => {
    await begin(page)
    await context.clearCookies()
    await send(page).click()
    await expect(said(page, 'You are logged out, and this was not sent.')).toBeVisible()
    const [login] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: 'Log in in a new tab' }).click()])
    await expect(login).toHaveURL(/\/support\/login\?to=%2Fsupport%2Fcases%2F/)
    // That page, like any on which a session has ended, has the others ask for theirs.
    const asked = page.waitForResponse('**/api/session')
    await login.goto('/logged-out')
    expect((await asked).status()).toBe(401)
    await expect(field(page, 'write')).toHaveValue(WORDS)
    await expect(said(page, 'You are logged out')).toBeVisible()
  })

  test('is not left by mistake, but with the session nobody is asked', async ({ page, context }) => {
    await begin(page)
    const dialogs = dialogsOf(page)
    await page.reload()
    expect(dialogs).toEqual(['beforeunload'])
    await page.reload()
    expect(dialogs, 'nothing is written').toHaveLength(1)
    await open(page, 'write')
    await field(page, 'write').fill(WORDS)
    await context.clearCookies()
    const other = await context.newPage()
    await other.goto('/logged-out')
    await expect(page).toHaveURL('/support/login?error=ended')
    expect(dialogs).toHaveLength(1)
  })

  test('is known to the warning that the session ends, and is there when it goes on', async ({ page }) => {
    let left = 1000
    await page.route('**/api/session', async (route) => {
      if (route.request().method() === 'POST') left = 800
      await route.fulfill({ json: { secondsLeft: left, secondsLeftAtMost: 20_000 } })
    })
    await begin(page)
    left = 120
    await page.evaluate(() => new BroadcastChannel('sightline-session').postMessage('ended'))
    const warning = page.getByRole('dialog', { name: 'Are you still there?' })
    await expect(warning).toContainText('What you wrote on this page is not sent yet')
    expect(await violationsOf(page)).toEqual([])
    await warning.getByRole('button', { name: 'Stay logged in' }).click()
    await expect(warning).toBeHidden()
    await expect(field(page, 'write')).toHaveValue(WORDS)
    await field(page, 'write').fill('')
    left = 120
    await page.evaluate(() => new BroadcastChannel('sightline-session').postMessage('ended'))
    await expect(warning).toBeVisible()
    await expect(warning).not.toContainText('not sent yet')
  })

  test('is not sent by somebody who logs in meanwhile', async ({ page, context }) => {
    await begin(page)
    await logInStaff(await context.newPage(), MARKO)
    await send(page).click()
    await expect(said(page, 'You are logged out, and this was not sent.')).toBeVisible()
    await expect(field(page, 'write')).toHaveValue(WORDS)
  })

  test('of an answer stays when its files are too large', async ({ page }) => {
    const { id } = await askedCase()
    await logInStaff(page, RIINA)
    await page.goto(`/support/answers/${id}`)
    const words = page.getByRole('textbox', { name: 'In your words' })
    await words.fill('She was on duty.')
    const buffer = Buffer.alloc(6 * 1024 * 1024)
    await page
      .getByLabel('Add files')
      .setInputFiles(Array.from({ length: 4 }, (_, i) => ({ name: `${i}.png`, mimeType: 'image/png', buffer })))
    await page.getByRole('button', { name: 'Save draft' }).click()
    await expect(said(page, 'Too much at once')).toBeFocused()
    await expect(words).toHaveValue('She was on duty.')
  })
})

test.describe('what a patient adds to a question', () => {
  async function asker(page: Page) {
    const code = somebodyNew()
    await submitLook(code)
    const { id } = await askAboutNewest({ code })
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${id}`)
    await page.getByLabel('What you want to say').fill(WORDS)
    return `/questions/${id}`
  }
  const add = (page: Page) => page.getByRole('button', { name: 'Add it' })

  test('stays when a file is not taken, with the focus where something is to be done', async ({ page }) => {
    await asker(page)
    const files = page.getByLabel('Files, if you want')
    await files.setInputFiles({ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<script>') })
    await add(page).click()
    await expect(files).toHaveAccessibleDescription(/Choose a PDF, PNG, JPEG or WebP/)
    await expect(files).toBeFocused()
    await expect(page.getByLabel('What you want to say')).toHaveValue(WORDS)
    await files.setInputFiles([])
    await add(page).click()
    await expect(told(page, 'Sent.')).toBeVisible()
    await expect(page.getByText(WORDS)).toHaveCount(1)
  })

  test('stands above the question once it was withdrawn in another window', async ({ page, context }) => {
    const path = await asker(page)
    const other = await context.newPage()
    await other.goto(`${path}/withdraw`)
    await other.getByRole('button', { name: 'Withdraw it' }).click()
    await expect(told(other, 'The question is withdrawn.')).toBeVisible()
    await add(page).click()
    await expect(left(page)).toBeFocused()
    await expect(left(page).getByRole('textbox', { name: 'What you want to say' })).toHaveValue(WORDS)
    expect(await violationsOf(page)).toEqual([])
  })

  test('keeps nobody from leaving quickly', async ({ page, context }) => {
    await context.route('https://www.ilmateenistus.ee/**', (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Weather</h1>' }))
    await asker(page)
    const dialogs = dialogsOf(page)
    await page.getByRole('link', { name: 'Leave quickly' }).click()
    await expect(page.getByRole('heading', { name: 'Weather' })).toBeVisible()
    expect(dialogs).toEqual([])
  })
})
