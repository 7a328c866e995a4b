import { expect, test } from '@playwright/test'
import { ANDRES, HELVE, MARI, TOOMAS } from '#lib/event/demo/people.ts'
import { complaintsOf, violationsOf } from './checks.ts'
import { expectEach, expectWhole, found, group, search } from './list.ts'
import { ALL_ENTRIES, comeBack } from './log-in.ts'

test.describe('on a phone', () => {
  test.use({ viewport: { width: 320, height: 640 }, hasTouch: true })

  test('the nurse who is his former partner is found in four taps', async ({ page }) => {
    await comeBack(page, ANDRES)
    await page.getByRole('button', { name: 'Filter' }).tap()
    await group(page, 'Person').tap()
    await page.getByRole('radio', { name: /^Kristel Aas/ }).tap()
    await page.getByRole('button', { name: 'Show 4 entries' }).tap()
    await expect(found(page)).toHaveText(/^4 of \d\d entries/)
    await expect(found(page)).toBeInViewport()
    await expectEach(page, 'Kristel Aas, nurse at')
  })
})

test('what is looked for by name or by text is in no address and reaches no server', async ({ page }) => {
  const sent: string[] = []
  page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''} ${JSON.stringify(request.headers())}`))
  await comeBack(page, ANDRES)
  await search(page).fill('Kristel')
  await expectWhole(page)
  await expect(found(page)).toHaveText(/^4 of \d\d/)
  expect(new URL(page.url()).search + new URL(page.url()).hash).toBe('')
  await page.getByRole('button', { name: 'Clear all' }).click()
  await group(page, 'Person').click()
  await page.getByRole('radio', { name: /^Kristel Aas/ }).check()
  await expect(page).toHaveURL(/\/history#person=\d+$/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Remove Person: Kristel Aas' })).toBeVisible()
  await expect(found(page)).toHaveText(/^4 of \d\d/)
  expect(sent.length).toBeGreaterThan(10)
  expect(sent.filter((request) => /kristel|person=/i.test(request))).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))
  expect(kept).not.toMatch(/kristel/i)
})

test('choices are combined, stay over a reload, and the way back leads through them', async ({ page }) => {
  await comeBack(page, TOOMAS)
  await page.getByRole('checkbox', { name: /^Emergency access only/ }).check()
  await expect(found(page)).toHaveText(/^4 of \d+ entries/)
  await group(page, 'Reason').click()
  await page.getByRole('radio', { name: /^emergency treatment/ }).check()
  await expect(found(page)).toHaveText(/^2 of \d+/)
  await expect(page).toHaveURL(/\?emergency=yes&reason=ETREAT$/)
  await page.reload()
  await expect(found(page)).toHaveText(/^2 of \d+/)
  await expectWhole(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goBack()
  await expect(found(page)).toHaveText(/^4 of \d+/)
  await page.goBack()
  await expect(found(page)).toHaveCount(0)
  await expect(page.getByText(/\d+ of \d+ entries shown/)).toBeVisible()
  await page.goForward()
  await expect(found(page)).toHaveText(/^4 of \d+/)
  expect(
    asked.filter((url) => url.includes('/history')),
    'a step asks the server for nothing',
  ).toEqual([])
})

test('nothing found says so, and one tap brings everything back', async ({ page }) => {
  await comeBack(page, MARI)
  await search(page).fill('nobody of that name')
  await expect(page.getByRole('heading', { name: 'No entry is like this' })).toBeVisible()
  await expect(page.getByText('Nothing in your list matches everything that you chose.')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear all' }).last().click()
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  await expect(search(page)).toHaveValue('')
})

test('accents, case and the order of words do not matter, nor whether it is a name, a place, a reason or a document', async ({ page }) => {
  await comeBack(page, HELVE)
  for (const typed of ['OJA margus', 'tartu clinic', 'surgeon', 'c reactive', 'x-ray', 'test results']) {
    await search(page).fill(typed)
    await expect(found(page), typed).toHaveText(/^[1-9]\d* of 2\d\d/)
  }
})

for (const [device, width, colorScheme] of [
  ['phone', 320, 'light'],
  ['desktop', 1280, 'dark'],
] as const) {
  test.describe(`${device}, ${colorScheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme, reducedMotion: 'reduce' })
    test('every state of finding is accessible and fits', async ({ page }) => {
      const complaints = complaintsOf(page)
      const check = async (state: string) => {
        expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBeLessThanOrEqual(width)
        expect(await violationsOf(page), state).toEqual([])
      }
      await comeBack(page, MARI)
      await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
      if (width < 1000) await page.getByRole('button', { name: 'Filter' }).click()
      for (const title of ['Person', 'Organisation', 'What was looked at', 'Dates', 'Reason', 'Record system'])
        await group(page, title).click()
      await check('every group open')
      await page.getByRole('radio', { name: /^Anna Berg/ }).check()
      await page.getByRole('radio', { name: /^treatment/ }).check()
      await check('chosen')
      if (width < 1000) await page.getByRole('button', { name: 'Activity at a glance' }).click()
      await page.getByText('As a table').click()
      await check('months')
      await page.getByRole('radio', { name: 'Organisation', exact: true }).check()
      await check('organisations')
      await search(page).fill('nobody of that name')
      await expect(page.getByRole('heading', { name: 'No entry is like this' })).toBeVisible()
      await check('nothing found')
      expect(complaints).toEqual([])
    })
  })
}
