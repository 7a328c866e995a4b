import { expect, type Page, test } from '@playwright/test'
import { MARI } from '#lib/event/demo/people.ts'
import { parseFirstPage } from '#lib/history/page.ts'
import { fromUtf8 } from '#lib/tlog/bytes.ts'
import { tabTo } from './keyboard.ts'
import { ALL_ENTRIES } from './log-in.ts'
import { addresses, found, stored } from './storage.ts'

test('with the keyboard alone: log in, open an entry and its proof, close it, pick out, log out; and nothing of it stays', async ({
  page,
}) => {
  const visited = addresses(page)
  await page.goto('/')
  await tabTo(page, page.getByRole('link', { name: 'Log in and look' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible()
  await tabTo(page, page.getByRole('link', { name: 'Continue to log-in' }))
  await page.keyboard.press('Enter')
  await page.getByLabel('Personal code').focus()
  await page.keyboard.type(MARI.code)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/history')
  await expect(page.getByText(ALL_ENTRIES)).toBeVisible()
  const needles = await personal(page)

  const first = page.getByRole('main').getByRole('listitem').first()
  const details = first.getByRole('button', { name: 'Details' })
  await tabTo(page, details)
  await page.keyboard.press('Enter')
  await expect(details).toHaveAttribute('aria-expanded', 'true')
  const how = first.getByRole('button', { name: 'How this was checked' })
  await tabTo(page, how)
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'How this was checked' })
  await expect(sheet).toBeVisible()
  expect(await sheet.evaluate((one) => one.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(how).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  expect(found(await stored(page), needles)).toEqual([])

  await page.reload()
  const everything = page.getByRole('radio', { name: /^Everything/ })
  await expect(everything).toBeEnabled()
  await tabTo(page, everything)
  await page.keyboard.press('ArrowDown')
  await expect(everything).not.toBeChecked()
  expect(found(await stored(page), needles)).toEqual([])

  await page.reload()
  await tabTo(page, page.getByRole('button', { name: 'Log out', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/logged-out')
  expect(found(await stored(page), needles)).toEqual([])
  expect(found(visited.join('\n'), needles)).toEqual([])
  expect((await page.context().cookies()).filter(({ httpOnly }) => !httpOnly).flatMap(({ value }) => found(value, needles))).toEqual([])
})

test('the search through the browser’s storage finds what is there', async ({ page }) => {
  await page.goto('/logged-out')
  for (const hide of [
    () => localStorage.setItem('x', 'Anna Berg'),
    () => sessionStorage.setItem('Anna Berg', 'x'),
    () => caches.open('x').then((cache) => cache.put('/x', new Response('… Anna Berg …'))),
    () => void history.replaceState({ who: 'Anna Berg' }, ''),
    () =>
      new Promise<void>((done) => {
        const request = indexedDB.open('x')
        request.onupgradeneeded = () => request.result.createObjectStore('y').put({ z: new TextEncoder().encode('Anna Berg') }, 1)
        request.onsuccess = () => {
          request.result.close()
          done()
        }
      }),
  ]) {
    expect(found(await stored(page), ['Anna Berg'])).toEqual([])
    await page.evaluate(hide)
    expect(found(await stored(page), ['Anna Berg'])).toEqual(['Anna Berg'])
    await page.evaluate(async () => {
      localStorage.clear()
      sessionStorage.clear()
      history.replaceState(null, '')
      for (const name of await caches.keys()) await caches.delete(name)
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '')
    })
  }
})

/** What belongs to Mari alone and is on her page: it may be nowhere else in her browser. */
async function personal(page: Page): Promise<readonly string[]> {
  const { entries } = parseFirstPage(await (await page.request.get('/api/me/history')).body())
  const needles = new Set([MARI.code, MARI.familyName])
  for (const entry of entries) {
    if ('withheld' in entry) continue
    const { id, organisation, data } = JSON.parse(fromUtf8(entry.event))
    const names = JSON.parse(fromUtf8(entry.concealed?.bytes ?? new TextEncoder().encode('{}')))
    const texts = [id, organisation.name, names.actor?.name, names.onBehalfOf?.name]
    for (const item of data) texts.push(item.title, item.reference)
    for (const text of texts) if (typeof text === 'string' && text.length > 5) needles.add(text)
  }
  expect(needles.size).toBeGreaterThan(60)
  return [...needles]
}
