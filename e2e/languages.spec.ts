import { expect, type Page, test } from '@playwright/test'
import { MARI, VIIVI } from '#lib/event/demo/people.ts'
import { LANGUAGES, type Language } from '#lib/languages.ts'
import en from '../messages/en.json' with { type: 'json' }
import et from '../messages/et.json' with { type: 'json' }
import ru from '../messages/ru.json' with { type: 'json' }
import { ALL } from '../messages/testing.ts'
import { complaintsOf, violationsOf } from './checks.ts'
import { identify, logIn } from './log-in.ts'
import { PUBLIC } from './pages.ts'

/** What each language says, as somebody who speaks it would look for it. */
const SAYS = {
  en: {
    start: 'See who looked at your health record',
    history: 'Who looked at your health record',
    promise: /^These are all the \d+ entries that .* has sealed for you.*no logged entry of yours is missing\.$/,
    look: 'Anna Berg, nurse at Jõgi Family Practice, looked up your patient summary.',
    lookInFile: 'Anna Berg, nurse at Jõgi Family Practice, looked up the patient summary.',
    verify: 'Check a saved file',
    choose: 'Choose a file',
    verified: 'Verified',
    all: /The file holds all \d+ entries/,
    save: ['Take it along', 'Proof file (.sightline)', 'Save'],
    missing: 'There is no such page',
  },
  et: {
    start: 'Vaadake, kes on Teie terviseandmeid vaadanud',
    history: 'Kes on Teie terviseandmeid vaadanud',
    promise: /^Need on kõik \d+ kannet, mille .* on Teie kohta pitseerinud.*ükski Teie logitud kanne ei puudu\.$/,
    look: 'Anna Berg (õde, Jõgi Family Practice) otsis andmeid: terviseandmete kokkuvõte.',
    lookInFile: 'Anna Berg (õde, Jõgi Family Practice) otsis andmeid: terviseandmete kokkuvõte.',
    verify: 'Kontrollige salvestatud faili',
    choose: 'Vali fail',
    verified: 'Kontrollitud',
    all: /Failis on kõik \d+ kannet/,
    save: ['Võta kaasa', 'Tõendusfail (.sightline)', 'Salvesta'],
    missing: 'Sellist lehte ei ole',
  },
  ru: {
    start: 'Узнайте, кто смотрел Ваши данные о здоровье',
    history: 'Кто смотрел Ваши данные о здоровье',
    promise: /^Это все \d+ запис\S+, котор\S+ оператор .* запечатал для Вас.*ни одна Ваша запись в журнале не пропущена\.$/,
    look: 'Anna Berg, медсестра, Jõgi Family Practice — поиск: сводка данных о здоровье.',
    lookInFile: 'Anna Berg, медсестра, Jõgi Family Practice — поиск: сводка данных о здоровье.',
    verify: 'Проверить сохранённый файл',
    choose: 'Выбрать файл',
    verified: 'Проверено',
    all: /В файле все записи \(\d+\)/,
    save: ['Забрать с собой', 'Файл доказательства (.sightline)', 'Сохранить'],
    missing: 'Такой страницы нет',
  },
} as const satisfies Record<Language, object>

const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible()
const isIn = (page: Page, language: Language) => expect(page.locator('html')).toHaveAttribute('lang', LANGUAGES[language].locale)
const choose = (page: Page, language: Language) => page.getByRole('button', { name: LANGUAGES[language].name, exact: true }).click()

/** What a page says, but for the operator's own words and commands, which are the same in every language. */
async function textOf(page: Page): Promise<string> {
  const [all = '', ...commands] = (
    await Promise.all(['main', 'main :is(pre, code)'].map((place) => page.locator(place).allInnerTexts()))
  ).flat()
  const settings = ['the demonstration health system', 'Inspectorate for the tests']
  return [...settings, ...commands].reduce((text, same) => text.replaceAll(same, ''), all)
}

for (const language of ALL)
  test.describe(LANGUAGES[language].name, () => {
    test.use({ locale: LANGUAGES[language].locale, viewport: { width: 320, height: 800 }, acceptDownloads: true })
    const says = SAYS[language]

    test('is what a browser gets that asks for it, on every page for everybody', async ({ page, context }) => {
      const complaints = complaintsOf(page)
      await page.goto('/')
      await isIn(page, language)
      await heading(page, says.start)
      await expect(page.getByRole('button', { name: LANGUAGES[language].name, exact: true })).toHaveAttribute('aria-current', 'true')
      expect(await violationsOf(page)).toEqual([])
      for (const path of ['/login?error=cancelled', ...PUBLIC]) {
        await page.goto(path)
        await isIn(page, language)
        await expect(page.locator('h1')).toHaveCount(1)
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320)
        if (language !== 'en') expect(await textOf(page), path).not.toMatch(/(?<!\p{L})(the|and|is|not)(?!\p{L})/u)
      }
      await heading(page, says.missing)
      expect((await context.cookies()).filter(({ name }) => name === 'language')).toEqual([])
      expect(complaints).toEqual([])
    })

    test('says what was checked, and what was looked at; a saved list is verified in it, on the page and in the single file', async ({
      page,
    }) => {
      const complaints = complaintsOf(page)
      await logIn(page, MARI)
      await isIn(page, language)
      await heading(page, says.history)
      await expect(page.getByText(says.promise)).toBeVisible()
      await expect(page.getByText(says.look).first()).toBeVisible()
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)

      await page.getByRole('button', { name: says.save[0] }).click()
      await page.getByRole('radio', { name: says.save[1] }).check()
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: says.save[2], exact: true }).click()
      const list = test.info().outputPath('list.sightline')
      await (await downloading).saveAs(list)

      await page.goto('/verify')
      await heading(page, says.verify)
      await page.getByLabel(says.choose).setInputFiles(list)
      await expect(page.getByRole('heading', { name: says.verified, exact: true })).toBeVisible()
      await expect(page.getByText(says.all)).toBeVisible()
      await expect(page.getByText(says.lookInFile).first()).toBeVisible()

      const keeping = page.waitForEvent('download')
      await page.locator('a[download]').click()
      const verifier = test.info().outputPath('verifier.html')
      await (await keeping).saveAs(verifier)
      await page.goto(`file://${verifier}`)
      await isIn(page, language)
      await heading(page, says.verify)
      await page.getByLabel(says.choose).setInputFiles(list)
      await expect(page.getByText(says.all)).toBeVisible()
      expect(await violationsOf(page)).toEqual([])

      // Whoever hands the file on to somebody who speaks another language need not choose it anew.
      const other = language === 'ru' ? 'et' : 'ru'
      await choose(page, other)
      await isIn(page, other)
      await expect(page.getByText(SAYS[other].all)).toBeVisible()
      await expect(page.getByText(SAYS[other].lookInFile).first()).toBeVisible()
      expect(complaints).toEqual([])
    })
  })

test('the language that somebody chooses counts more than the browser’s, on the same page, and after log-in', async ({ page, context }) => {
  await page.goto('/status')
  await isIn(page, 'en')
  await choose(page, 'ru')
  await isIn(page, 'ru')
  await expect(page).toHaveURL('/status')
  const [cookie] = (await context.cookies()).filter(({ name }) => name === 'language')
  expect(cookie).toMatchObject({ value: 'ru', sameSite: 'Lax', path: '/' })
  await logIn(page, MARI)
  await isIn(page, 'ru')
  await heading(page, SAYS.ru.history)
  await choose(page, 'et')
  await isIn(page, 'et')
  await heading(page, SAYS.et.history)
  await expect(page.getByText(SAYS.et.promise)).toBeVisible()
})

test('the identity provider is told the language', async ({ page }) => {
  await page.goto('/')
  await choose(page, 'et')
  const asking = page.waitForRequest((request) => new URL(request.url()).searchParams.has('ui_locales'))
  await page.goto('/api/login?to=/history')
  expect(new URL((await asking).url()).searchParams.get('ui_locales')).toBe('et')
  await identify(page, MARI.code)
  await isIn(page, 'et')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a language is chosen, and the list reads in it', async ({ page }) => {
    await page.goto('/transparency')
    await choose(page, 'et')
    await expect(page).toHaveURL('/transparency')
    await isIn(page, 'et')
    await logIn(page, VIIVI)
    await heading(page, SAYS.et.history)
    await expect(page.getByText(/ vaatas andmeid: /).first()).toBeVisible()
    await choose(page, 'en')
    await heading(page, SAYS.en.history)
  })
})

test('nobody’s language is changed by another site', async ({ request }) => {
  const answer = await request.post('/api/language', { form: { language: 'et' }, headers: { origin: 'https://evil.example' } })
  expect(answer.status()).toBe(403)
  expect(answer.headers()['set-cookie']).toBeUndefined()
})

test('the code of the pages carries the texts of the last error page in every language, and no others', async ({ request }) => {
  const { files } = await (await request.get('/release.json')).json()
  const scripts = Object.keys(files).filter((path) => path.startsWith('/_next/') && path.endsWith('.js'))
  const code = (await Promise.all(scripts.map(async (path) => (await request.get(path)).text()))).join('\n')
  for (const { problem } of [en, et, ru]) expect(code).toContain(problem.error.title)
  for (const { timeline, start } of [en, et, ru]) for (const text of [timeline.showEarlier, start.lead]) expect(code).not.toContain(text)
})
