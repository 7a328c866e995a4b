import { expect, type Page, test } from '@playwright/test'
import { ENE, KADRI, MARKO, RIINA } from '#lib/dispute/demo.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { tick } from './asking.ts'
import { askedCase, closedCase, hospitalCase, staffId, takeSteps } from './cases.ts'
import { rows } from './list.ts'
import { logIn } from './log-in.ts'
import { comeBackStaff } from './staff.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const words = (page: Page) => page.getByRole('textbox', { name: 'In your words' })

test.describe('a privacy officer', () => {
  test('finds what their organisation was asked, and the look stands in the person’s list', async ({ page, browser, baseURL }) => {
    const { reference, code } = await askedCase({ safeContact: true })
    await comeBackStaff(page, RIINA)
    const row = page.getByRole('list', { name: 'Waiting for an answer' }).getByRole('listitem').filter({ hasText: reference })
    await expect(row).toContainText(/Answer by .+, in \d+ days/)
    await expect(row).toContainText('one entry')
    await row.getByRole('link', { name: reference }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Question ${reference}` })).toBeVisible()
    await expect(page.getByText('Why did Anna Berg look?')).toBeVisible()
    await expect(page.getByText('I was not in care there then')).toBeVisible()
    await expect(page.getByText('somebody near them must not hear of this question')).toBeVisible()
    await expect(page.getByRole('region', { name: 'What was looked at' })).toContainText('read the test results')
    expect(await page.content()).not.toMatch(/secret-7|Blood count/)

    const elsewhere = await browser.newContext(baseURL ? { baseURL } : {})
    const patient = await elsewhere.newPage()
    await logIn(patient, { code })
    await expect(rows(patient).filter({ hasText: 'Riina Mägi' })).toContainText(reference)
    await elsewhere.close()
  })

  test('sees no case that another organisation was asked about, and no page of others', async ({ page }) => {
    const opened = await hospitalCase()
    await takeSteps(opened, KADRI, 'acknowledge', 'triage', ['ask-provider', { provider: SYSTEMS.clinic.register, text: 'Why?' }])
    await comeBackStaff(page, RIINA)
    await expect(page.getByRole('link', { name: opened.reference })).toHaveCount(0)
    for (const path of [
      `/support/answers/${opened.id}`,
      `/support/answers/${opened.id}/preview`,
      '/support/overview',
      '/support/overview/samples',
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    }
    expect((await page.request.get('/api/support/overview.csv?table=cases')).status()).toBe(404)
  })

  for (const javaScriptEnabled of [true, false])
    test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
      test.use({ javaScriptEnabled })
      test('writes an answer, goes on later, checks it and sends it', async ({ page }) => {
        const { id } = await askedCase()
        await comeBackStaff(page, RIINA, `/support/answers/${id}`)
        await words(page).fill('She was on')
        await page.getByRole('button', { name: 'Save draft' }).click()
        await expect(page.getByRole('status').filter({ hasText: 'Your draft is saved' })).toBeVisible()
        await page.goto('/support')
        await page.goto(`/support/answers/${id}`)
        await expect(words(page)).toHaveValue('She was on')

        await page.getByRole('button', { name: 'Preview the answer' }).click()
        await expect(page.getByRole('alert').filter({ hasText: 'Choose the ground' })).toBeVisible()
        await expect(page.getByRole('button', { name: 'Send the answer' })).toHaveCount(0)
        await page.getByRole('link', { name: 'Change it' }).click()

        await tick(page.getByRole('radio', { name: 'It was a mistake' }))
        await page.getByRole('combobox', { name: 'On what ground?' }).selectOption('There was no ground')
        await words(page).fill('She was on duty and took the wrong record.')
        await page.getByLabel('Add files').setInputFiles({ name: 'duty.png', mimeType: 'image/png', buffer: PNG })
        await page.getByRole('button', { name: 'Preview the answer' }).click()
        await expect(page.getByRole('heading', { level: 1, name: /^Check your answer/ })).toBeVisible()
        await expect(page.getByText('It was a mistake')).toBeVisible()
        await expect(page.getByRole('link', { name: /^duty\.png/ })).toBeVisible()
        await page.getByRole('button', { name: 'Send the answer' }).click()

        await expect(page.getByRole('heading', { name: `Answer of ${SYSTEMS.hospital.organisation}` })).toBeVisible()
        await expect(page.getByText('She was on duty and took the wrong record.')).toBeVisible()
        await expect(words(page)).toHaveCount(0)
        const file = await page.request.get((await page.getByRole('link', { name: /^duty\.png/ }).getAttribute('href')) ?? '')
        expect([file.status(), file.headers()['content-disposition']?.startsWith('attachment')]).toEqual([200, true])
        await page.goto(`/support/answers/${id}/preview`)
        await expect(page).toHaveURL(`/support/answers/${id}`)
      })
    })

  test('is told of a file that cannot be kept, and keeps the words', async ({ page }) => {
    const { id } = await askedCase()
    // As an e-mail leads to it.
    await comeBackStaff(page, RIINA)
    await page.goto(`/support/cases/${id}`)
    await expect(page).toHaveURL(`/support/answers/${id}`)
    await words(page).fill('See the roster.')
    await page.getByLabel('Add files').setInputFiles({ name: 'roster.png', mimeType: 'image/png', buffer: Buffer.from('<script>') })
    await page.getByRole('button', { name: 'Preview the answer' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'neither a PDF nor a picture' })).toBeVisible()
    await expect(words(page)).toHaveValue('See the roster.')
  })
})

test.describe('a supervisor', () => {
  test('sees how the work goes, of one organisation too, and takes it into a spreadsheet', async ({ page }) => {
    await closedCase()
    await comeBackStaff(page, ENE, '/support/overview')
    await expect(page.getByRole('table', { name: 'Who works on what' }).getByRole('rowheader', { name: /^Kadri Kuusk/ })).toBeVisible()
    await expect(page.getByRole('img', { name: /questions? (was|were) sent/ })).toBeVisible()
    await page.getByRole('combobox', { name: 'Organisation' }).selectOption(SYSTEMS.hospital.organisation)
    await page.getByRole('button', { name: 'Show' }).click()
    await expect(page).toHaveURL(new RegExp(`organisation=${SYSTEMS.hospital.register}`))
    const groups = page.getByRole('table', { name: 'By organisation' }).getByRole('rowheader')
    await expect(groups).toHaveCount(1)
    await expect(groups).toContainText(SYSTEMS.hospital.organisation)
    for (const name of ['Sums (CSV)', 'Facts of each question (CSV)']) {
      const answer = await page.request.get((await page.getByRole('link', { name }).getAttribute('href')) ?? '')
      expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8')
      expect(await answer.text()).not.toContain('Somebody New')
    }
  })

  test('alone sees it', async ({ page }) => {
    await comeBackStaff(page, KADRI)
    for (const path of ['/support/overview', '/support/overview/samples', `/support/overview/agents/${await staffId(KADRI)}`]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
    }
  })

  test('gives a question to another agent, without scripts too', async ({ browser, baseURL }) => {
    const opened = await hospitalCase()
    await takeSteps(opened, KADRI, 'acknowledge')
    const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL && { baseURL }) })
    const page = await context.newPage()
    await comeBackStaff(page, ENE, '/support/overview')
    await page.getByRole('link', { name: 'Give cases of Kadri Kuusk to somebody else' }).click()
    await tick(page.getByRole('checkbox', { name: new RegExp(opened.reference) }))
    await page.getByRole('combobox', { name: 'Give to' }).selectOption('Marko Laas')
    await page.getByRole('button', { name: 'Give the chosen questions' }).click()
    await expect(page.getByRole('status').filter({ hasText: `given to Marko Laas: ${opened.reference}` })).toBeVisible()
    await expect(page.getByRole('checkbox', { name: new RegExp(opened.reference) })).toHaveCount(0)
    await page.goto(`/support/overview/agents/${await staffId(MARKO)}`)
    await expect(page.getByRole('checkbox', { name: new RegExp(opened.reference) })).toBeVisible()
    await context.close()
  })

  test('draws a closed question, opens it with a reason, and says whether it was well done', async ({ page }) => {
    const { reference } = await closedCase()
    await comeBackStaff(page, ENE, '/support/overview')
    await page.getByRole('link', { name: 'Draw and look at closed questions' }).click()
    await page.getByRole('textbox', { name: 'How many' }).fill('20')
    await page.getByRole('button', { name: 'Draw' }).click()
    await page.getByRole('link', { name: reference }).click()
    await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Quality sample')
    await expect(page.getByText('I was not at this clinic in that month.')).toHaveCount(0)
    await page.getByRole('button', { name: 'Open for an hour' }).click()
    await expect(page.getByText('I was not at this clinic in that month.')).toBeVisible()
    expect(await page.content()).not.toMatch(/secret-7|Blood count/)
    await tick(page.getByRole('radio', { name: 'Not well done' }))
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Say what was not well done.' })).toBeVisible()
    await tick(page.getByRole('radio', { name: 'Not well done' }))
    await words(page).fill('The hospital was not asked.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'What you found is saved' })).toBeVisible()
    await expect(page.getByRole('list', { name: 'Looked at', exact: true })).toContainText('The hospital was not asked.')
  })
})
