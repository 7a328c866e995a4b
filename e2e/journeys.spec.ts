import { expect, type Page, test } from '@playwright/test'
import { createTranslator } from 'next-intl'
import { ANDRES, JAAN, MARI } from '#lib/event/demo/people.ts'
import { LANGUAGES } from '#lib/languages.ts'
import { ALL, messagesOf } from '../messages/testing.ts'
import { expectEach, group, lastMarch, rows } from './list.ts'
import { logIn } from './log-in.ts'
import { mailsTo, nextMail } from './mailbox.ts'
import { somebodyNew, submitLook } from './product.ts'

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** The same journeys in each language, with the words of its messages; English is walked in more detail by the other tests. */
for (const language of ALL)
  test.describe(LANGUAGES[language].name, () => {
    const { locale } = LANGUAGES[language]
    test.use({ locale, viewport: { width: 320, height: 640 }, hasTouch: true })
    const translate = createTranslator({ locale, messages: messagesOf(language), timeZone: 'Europe/Tallinn' })
    const t = (key: string, values: Record<string, string | number> = {}) => translate(key as never, values as never)

    const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
    const promise = (page: Page) => page.getByRole('status', { name: t('timeline.check') })

    test('a newcomer: nobody but they themselves has looked, and that is proven', async ({ page }) => {
      await logIn(page, { code: somebodyNew() })
      const titles = ['empty.replayed.title', 'empty.witnessed.title', 'empty.own.replayed.title', 'empty.own.witnessed.title'].map((key) =>
        t(key),
      )
      await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: new RegExp(titles.map(literally).join('|')) })).toBeVisible()
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
    })

    test('the nurse who is his former partner is found in four taps', async ({ page }) => {
      await logIn(page, ANDRES)
      await button(page, t('filter.open')).tap()
      await group(page, t('filter.person.title')).tap()
      await page.getByRole('radio', { name: /^Kristel Aas/ }).tap()
      await button(page, t('filter.use', { count: 4 })).tap()
      await expectEach(page, 'Kristel Aas')
    })

    test('3,000 entries: who read the test results in March', async ({ page }) => {
      const { month } = lastMarch()
      await logIn(page, JAAN)
      await button(page, t('filter.open')).tap()
      await group(page, t('filter.data.title')).tap()
      await page.getByRole('radio', { name: new RegExp(`^${literally(t('event.category.laboratory'))}`) }).tap()
      await group(page, t('filter.days.title')).tap()
      await page.getByRole('combobox', { name: t('filter.days.month'), exact: true }).selectOption(month)
      await expect(page).toHaveURL(new RegExp(`data=laboratory&from=${month}-01&to=${month}-31$`))
      await expect(rows(page).filter({ hasText: 'Ivo Kallas' }).first()).toBeVisible({ timeout: 30_000 })
      await expect(page.getByRole('heading', { level: 2, name: /20\d\d/ })).toHaveCount(1)
    })

    test('a parent reads the list of a child, and comes back', async ({ page }) => {
      await logIn(page, MARI, '/people')
      await page.getByRole('link', { name: t('people.you.open', { name: 'Mia Maasikas' }) }).click()
      await expect(page.getByRole('region', { name: t('acting.label') })).toContainText('Mia Maasikas')
      await expect(promise(page)).toContainText('Mia Maasikas')
      await page.getByRole('link', { name: t('acting.back') }).click()
      await expect(page).toHaveURL('/history')
      await expect(promise(page)).not.toContainText('Mia Maasikas')
    })

    test('an emergency access is told by e-mail within seconds', async ({ page }) => {
      const code = somebodyNew()
      const address = `${language}-${Date.now()}@mail.example`
      await logIn(page, { code }, '/alerts')
      await page
        .getByRole('group', { name: t('alerts.choose.emergency.title') })
        .getByLabel(t('alerts.choose.email'), { exact: true })
        .check()
      await button(page, t('alerts.choose.switchOn')).click()
      await page.getByLabel(t('alerts.email.label')).fill(address)
      await button(page, t('alerts.email.ask')).click()
      const { text } = await nextMail(address, 0)
      await page.goto(/^http:\S+\/alerts\/confirm\?t=\S+/m.exec(text)?.[0] ?? '')
      await button(page, t('alerts.confirm.button')).click()
      await expect(page.getByText(t('alerts.done.confirm'))).toBeVisible()
      const known = (await mailsTo(address)).length
      const taken = await submitLook(code, 'ETREAT')
      const mail = await nextMail(address, known)
      expect(mail.at - taken).toBeLessThan(10_000)
      await page.goto('/alerts')
      await expect(page.getByRole('region', { name: t('alerts.list.title') })).toContainText(t('alerts.kind.emergency'))
    })
  })
