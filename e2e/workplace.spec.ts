import { expect, test } from '@playwright/test'
import { ENE, KADRI, MARKO, TONU } from '#lib/dispute/demo.ts'
import { addWords, openCaseOf } from './cases.ts'
import { told, writeInto } from './checks.ts'
import { tabTo } from './keyboard.ts'
import { logIn } from './log-in.ts'
import { isSealed, somebodyNew } from './product.ts'
import { logInStaff } from './staff.ts'
import { caseAt, entries, open, press, SHUT, thread, WORDS } from './workplace.ts'

test('an agent takes a question from the queue, asks, and proposes; a second one confirms; the patient sees who looked', async ({
  page,
  browser,
  baseURL,
}) => {
  test.slow()
  const person = { code: somebodyNew(), givenName: 'Maie', familyName: 'Metsa' }
  const asked = await openCaseOf(person, { locale: 'et-EE' })

  await logInStaff(page, KADRI)
  await page.goto('/support?holder=nobody&severity=2')
  while (!(await page.getByRole('link', { name: asked.reference }).isVisible()))
    await page.getByRole('link', { name: 'Show the next ones' }).click()
  await expect(page.getByRole('main')).not.toContainText('Maie')
  await page.getByRole('link', { name: asked.reference }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Question ${asked.reference}` })).toBeVisible()
  await expect(page.getByRole('heading', { name: SHUT })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Tartu Clinic')
  await expect(page.getByRole('main')).not.toContainText('Maie')

  await press(page, 'Take this question')
  await expect(told(page, 'You hold this question now.')).toBeVisible()
  await expect(thread(page)).toContainText(WORDS)
  await expect(entries(page)).toContainText('Anna Berg, health professional at Tartu Clinic, read the test results.')
  await expect(entries(page)).toContainText('test results')
  await expect(entries(page).getByText('Verified', { exact: true })).toBeVisible()
  await expect(entries(page)).toContainText('The seal of this entry is in the public log.')
  expect(await page.content()).not.toMatch(/Blood count|secret-7/)

  await test.step('the look stands in the patient’s list, verified', async () => {
    await expect.poll(() => isSealed(`record_system = 'portal' AND patient = $1`, asked.patient)).toBe(true)
    const patient = await (await browser.newContext(baseURL ? { baseURL, locale: 'en-GB' } : {})).newPage()
    await logIn(patient, person)
    const look = patient.getByRole('main').getByRole('listitem').filter({ hasText: 'Kadri Kuusk' })
    await expect(look).toContainText(asked.reference)
    await expect(look).toContainText('support agent')
    await expect(look.getByText('Verified', { exact: true })).toBeVisible()
    await patient.context().close()
  })

  await press(page, 'Begin')
  await open(page, 'Ask the organisation')
  await page.getByLabel('Question to the organisation').fill('Why did she look?')
  await press(page, 'Send to the organisation')
  await expect(told(page, 'The organisation was asked.')).toBeVisible()
  await press(page, 'Begin to examine')

  await open(page, 'Propose the answer')
  await page.getByRole('group').filter({ hasText: 'Propose the answer' }).getByRole('button', { name: 'Insert' }).click()
  const answer = page.getByLabel('Answer to the patient, in plain words').and(page.locator('#step-propose textarea'))
  await expect(answer).toHaveValue(/^Vaatamine oli põhjendatud\./)
  await writeInto(answer, 'Vaatamine oli põhjendatud: õde oli tööl.')
  await press(page, 'Propose')
  await expect(told(page, 'waits for a second person')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Confirm: the access was justified' })).toHaveCount(0)

  const second = await (await browser.newContext(baseURL ? { baseURL, locale: 'en-GB' } : {})).newPage()
  await logInStaff(second, MARKO)
  await second.goto(caseAt(asked))
  await expect(second.getByRole('heading', { name: SHUT })).toBeVisible()
  await press(second, 'Look at the proposal')
  await expect(second.getByText('Vaatamine oli põhjendatud: õde oli tööl.').first()).toBeVisible()
  await test.step('what the patient adds meanwhile is not answered unread', async () => {
    await expect(second.getByText('Since this was proposed')).toHaveCount(0)
    await addWords(asked, 'The nurse is my sister.')
    await press(second, 'Confirm: the access was justified')
    await expect(second.getByRole('alert').filter({ hasText: 'This question has changed since the page was made' })).toBeVisible()
    await expect(second.locator('#step-confirm')).toContainText('Since this was proposed, something was added')
    await second.locator('#step-confirm').getByRole('link', { name: 'Read what was added' }).click()
    await expect(second).toHaveURL(/#event-\d+$/)
    await expect(second.locator('li:target')).toContainText('The nurse is my sister.')
  })
  await press(second, 'Confirm: the access was justified')
  await expect(told(second, 'The patient has the answer.')).toBeVisible()
  await expect(second.getByRole('heading', { name: SHUT }), 'their part is done').toBeVisible()
  await second.context().close()

  await page.reload()
  await expect(page.getByRole('heading', { name: 'The access was justified', exact: true })).toBeVisible()
  await press(page, 'Close')
  await expect(told(page, 'The question is closed.')).toBeVisible()
})

test('a question of another agent shows nothing of what is in it, in any answer of the server', async ({ page, browser, baseURL }) => {
  const asked = await openCaseOf({ code: somebodyNew(), givenName: 'Maie', familyName: 'Metsa' })
  await logInStaff(page, KADRI)
  await page.goto(caseAt(asked))
  await press(page, 'Take this question')
  await expect(thread(page)).toBeVisible()

  const other = await (await browser.newContext(baseURL ? { baseURL, locale: 'en-GB' } : {})).newPage()
  await logInStaff(other, MARKO)
  const answer = await other.goto(caseAt(asked))
  expect(await answer?.text()).not.toMatch(/Maie|Anna Berg|not at this clinic/)
  await expect(other.getByRole('heading', { name: SHUT })).toBeVisible()
  await expect(other.getByRole('button', { name: 'Take this question' })).toHaveCount(0)
  const visit = await other.locator('input[name=visit]').first().inputValue()
  const post = (step: string, fields: Record<string, string>) =>
    other.request.post(`/api/support/cases/${asked.id}/${step}`, {
      form: { visit, ...fields },
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  for (const step of ['write', 'note', 'triage', 'release', 'no-such-step'])
    expect((await post(step, { text: 'Mine now.' })).status(), step).toBe(404)
  expect((await other.request.get(`/api/support/cases/${asked.id}/files/${asked.id}`)).status()).toBe(404)
  const foreign = await other.request.post(`/api/support/cases/${asked.id}/conflict`, {
    form: { visit },
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(foreign.status()).toBe(403)
  expect((await other.goto(caseAt({ ...asked, id: '00000000-0000-4000-8000-000000000000' })))?.status()).toBe(404)
  await other.context().close()

  await page.goto('/support')
  await logInStaff(page, TONU)
  expect((await page.goto(caseAt(asked)))?.status(), 'of a privacy officer who was not asked').toBe(404)
})

test('a supervisor gives a question to somebody, and opens one with a reason that is kept', async ({ page }) => {
  const asked = await openCaseOf({ code: somebodyNew(), givenName: 'Maie', familyName: 'Metsa' })
  await logInStaff(page, ENE)
  await page.goto(caseAt(asked))
  await expect(page.getByRole('button', { name: 'Take this question' })).toHaveCount(0)
  await open(page, 'Give it to somebody')
  await page.getByLabel('To whom').selectOption({ label: 'Marko Laas' })
  await press(page, 'Give')
  await expect(told(page, 'The question was given on.')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Marko Laas')
  await expect(page.getByRole('heading', { name: SHUT })).toBeVisible()
  await open(page, 'Open it for an hour')
  await page.getByLabel('Reason', { exact: true }).fill('The patient complained by telephone.')
  await press(page, 'Open it, and keep my reason')
  await expect(told(page, 'It is open to you for an hour.')).toBeVisible()
  await expect(thread(page)).toContainText(WORDS)
  await expect(thread(page)).toContainText('The patient complained by telephone.')
  await expect.poll(() => isSealed(`record_system = 'portal' AND patient = $1`, asked.patient)).toBe(true)
})

test('an agent of the patient’s family name cannot take the question, and does not find it again', async ({ page }) => {
  const asked = await openCaseOf({ code: somebodyNew(), givenName: 'Mart', familyName: 'Kuusk' })
  await logInStaff(page, KADRI)
  await page.goto(caseAt(asked))
  await press(page, 'Take this question')
  await expect(page).toHaveURL('/support?problem=conflict')
  await expect(page.getByRole('alert').filter({ hasText: 'You may be near to somebody in this question.' })).toBeVisible()
  expect((await page.goto(caseAt(asked)))?.status()).toBe(404)
  expect(await isSealed(`record_system = 'portal' AND patient = $1`, asked.patient)).toBe(false)
})

test('a view is kept, found again, and removed', async ({ page }) => {
  await logInStaff(page, MARKO)
  await open(page, 'Filter')
  await page.getByLabel('Urgency').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(page).toHaveURL(/severity=1/)
  await page.getByLabel('Name of this view').fill('Urgent ones')
  await press(page, 'Keep this view')
  await expect(told(page, 'The view is kept.')).toBeVisible()
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Urgent ones/ })
  await expect(view).toHaveAttribute('aria-current', 'page')
  await page.getByRole('link', { name: /^All open/ }).click()
  await view.click()
  await press(page, 'Remove the view “Urgent ones”')
  await expect(told(page, 'The view was removed.')).toBeVisible()
  await expect(view).toHaveCount(0)
})

test('with the keyboard alone a question is taken and given up again', async ({ page }) => {
  const asked = await openCaseOf({ code: somebodyNew() })
  await logInStaff(page, MARKO)
  await page.goto(caseAt(asked))
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await tabTo(page, button('Take this question'))
  await page.keyboard.press('Enter')
  await expect(told(page, 'You hold this question now.')).toBeVisible()
  await tabTo(page, button('Release'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/support?done=release')
})

test.describe('without scripts, at 320 pixels', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })

  test('an agent filters, takes, writes from a template, and hands over; nothing is said to be verified', async ({ page }) => {
    const asked = await openCaseOf({ code: somebodyNew() }, { locale: 'ru-RU' })
    await logInStaff(page, KADRI)
    await open(page, 'Filter')
    await page.getByLabel('Who holds it').selectOption('nobody')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect(page).toHaveURL(/holder=nobody/)
    await page.goto(caseAt(asked))
    await press(page, 'Take this question')
    await expect(entries(page)).toContainText('Not checked in this browser')
    await expect(entries(page).getByText('Verified', { exact: true })).toHaveCount(0)
    await open(page, 'Write to the patient')
    await page.locator('#step-write').getByRole('button', { name: 'Insert' }).click()
    await expect(page.locator('#step-write textarea')).toHaveValue(new RegExp(`^Мы работаем над Вашим вопросом ${asked.reference}`))
    await press(page, 'Send')
    await expect(told(page, 'The message was sent.')).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await open(page, 'Give it to somebody')
    await page.getByLabel('To whom').last().selectOption({ label: 'Marko Laas' })
    await press(page, 'Give')
    await expect(page).toHaveURL('/support?done=assign')
    await page.goto(caseAt(asked))
    await expect(page.getByRole('heading', { name: SHUT })).toBeVisible()
  })
})
