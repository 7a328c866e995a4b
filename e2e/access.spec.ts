import { expect, test } from '@playwright/test'
import { MARI } from '#lib/event/demo/people.ts'
import { focusRing, moving, NAMELESS } from './checks.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { PUBLIC } from './pages.ts'

test('what should not move does move otherwise: the test above can fail', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.goto('/design')
  expect(await moving(page)).not.toEqual([])
})

test('what has no name is noticed: the test above can fail', async ({ page }) => {
  await page.setContent('<main><button><svg aria-hidden="true"></svg></button></main>')
  expect(await page.locator('body').ariaSnapshot()).toMatch(NAMELESS)
  await page.setContent('<main><button>Save</button> <input aria-label="Name"></main>')
  expect(await page.locator('body').ariaSnapshot()).not.toMatch(NAMELESS)
})

test('every page has a title of its own', async ({ page }) => {
  const titles: string[] = []
  for (const path of PUBLIC) {
    await page.goto(path)
    titles.push(await page.title())
  }
  expect(new Set(titles).size).toBe(titles.length)
})

test('in forced colours, what colours say is said by words, borders and marks too', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/design')
  const marks = await page.locator('#marks li').allTextContents()
  expect(new Set(marks).size).toBe(marks.length)
  expect(marks.slice(0, 4)).toEqual(['Verified', 'Waiting to be sealed', 'Could not check', 'Does not match'])

  const styles = (selector: string, property: string) =>
    page.locator(selector).evaluateAll((all, name) => all.map((one) => getComputedStyle(one).getPropertyValue(name)), property)
  const [on, off] = await styles('#fields [role=switch]', 'background-color')
  expect(on).not.toBe(off)
  await expect(page.getByRole('tab', { selected: true })).toBeVisible()
  const tabs = await styles('#fields [role=tab]', 'border-bottom-color')
  expect(tabs[0]).not.toBe(tabs[1])
  const usable = page.locator('#actions button:enabled').filter({ visible: true })
  for (const button of await usable.all()) {
    const looks = await button.evaluate((one) => {
      const { borderTopStyle, textDecorationLine } = getComputedStyle(one)
      return borderTopStyle !== 'none' || textDecorationLine.includes('underline') || one.querySelector('svg') !== null
    })
    expect(looks, `a border, a line or a picture: ${await button.textContent()}`).toBe(true)
  }

  await page.getByRole('textbox', { name: 'E-mail address' }).first().focus()
  expect((await focusRing(page)).width).toBeGreaterThanOrEqual(2)
})

test('in forced colours the picture of activity has two kinds of bars, and a table', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1024 })
  await page.emulateMedia({ forcedColors: 'active' })
  await comeBack(page, MARI)
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  const bars = page.getByRole('group', { name: /^Entries in each of/ }).locator('rect')
  // The picture follows the promise by a moment.
  const kinds = () => bars.evaluateAll((all) => new Set(all.map((bar) => getComputedStyle(bar).fill)).size)
  await expect.poll(kinds).toBeGreaterThanOrEqual(2)
  await page.getByText('As a table', { exact: true }).click()
  await expect(page.getByRole('main').getByRole('table')).toBeVisible()
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })

  test('the list can be read, and nothing says that it was checked', async ({ page }) => {
    await logIn(page, MARI)
    await expect(page.getByText('Scripts are switched off')).toBeVisible()
    await expect(page.getByText('Not verified in this browser yet.')).toBeVisible()
    expect(await page.getByRole('main').getByRole('listitem').count()).toBeGreaterThan(20)
    expect(await page.getByRole('main').textContent()).not.toMatch(/\bVerified\b|genuine|These are all/)
    for (const button of await page.getByRole('main').getByRole('button').all())
      expect(await button.isDisabled(), String(await button.textContent())).toBe((await button.getAttribute('type')) === 'button')
  })

  test('every public page says what it is about', async ({ page }) => {
    for (const path of PUBLIC) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      expect((await page.getByRole('main').textContent())?.length).toBeGreaterThan(80)
    }
  })
})
