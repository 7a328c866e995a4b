import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { MARI } from '#lib/event/demo/people.ts'
import { complaintsOf, focusRing } from './checks.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { PAGES, PUBLIC } from './pages.ts'
import { shifts, watchShifts } from './shifts.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Controls and pictures that a screen reader would announce without a name. */
const NAMELESS =
  /^\s*- '?(?:button|link|textbox|searchbox|checkbox|radio|switch|combobox|tab|tablist|menuitem|img|dialog|alertdialog|progressbar|form|region|heading)(?:(?= *(?:\[|:|$)))/m

test.describe('every page and state', () => {
  test.use({ viewport: { width: 412, height: 823 } })

  for (const { name, open } of PAGES)
    test(name, async ({ page }) => {
      const complaints = complaintsOf(page)
      await watchShifts(page)
      await open(page)
      await page.evaluate(() => document.fonts.ready)

      await test.step('passes axe, targets are large enough', async () => {
        const { violations, passes, incomplete } = await new AxeBuilder({ page }).withTags(WCAG).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
        expect([...passes, ...incomplete].map(({ id }) => id)).toContain('target-size')
      })
      await test.step('has its landmarks, and a name for everything', async () => {
        await expect(page.getByRole('heading', { level: 1, includeHidden: true })).toHaveCount(1)
        for (const tag of ['main', 'body > header', 'body > footer']) await expect(page.locator(tag)).toHaveCount(1)
        expect(await page.locator('body').ariaSnapshot()).not.toMatch(NAMELESS)
        expect(await page.locator('html').getAttribute('lang')).toMatch(/^[a-z]{2}/)
      })
      await test.step('did not jump while it loaded', async () => {
        expect(await shifts(page)).toEqual([])
      })
      await test.step('has no sideways scroll at 400 %', async () => {
        await page.setViewportSize({ width: 320, height: 256 })
        expect(await sideways(page)).toEqual([])
      })
      await test.step('moves nothing for whom it makes ill', async () => {
        await page.emulateMedia({ reducedMotion: 'reduce' })
        expect(await moving(page)).toEqual([])
      })
      expect(complaints).toEqual([])
    })
})

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

/** What sticks out of the page to the right. */
function sideways(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    return wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))
  })
}

/** What is animated, or would be when it changes. */
function moving(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seconds = (text: string) =>
      Math.max(...text.split(',').map((part) => Number.parseFloat(part) * (part.trim().endsWith('ms') ? 0.001 : 1)))
    return [...document.querySelectorAll('*')]
      .filter((one) => {
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one)
        return (
          (animationName !== 'none' && seconds(animationDuration) > 0.01) ||
          seconds(transitionDuration) > 0.01 ||
          scrollBehavior === 'smooth'
        )
      })
      .map((one) => one.outerHTML.slice(0, 120))
  })
}
