import { expect, test } from '@playwright/test'
import { KADRI, MARKO, RIINA } from '#lib/dispute/demo.ts'
import en from '../messages/en.json' with { type: 'json' }
import et from '../messages/et.json' with { type: 'json' }
import { tick } from './asking.ts'
import { lookToday, meet, openLetter, SESSION, sendQuestion, tellCode } from './assisted.ts'
import { takeSteps } from './cases.ts'
import { complaintsOf, violationsOf } from './checks.ts'
import { logIn } from './log-in.ts'
import { isSealed, keyOf, somebodyNew, submitLook, whileLooksCannotBeRecorded } from './product.ts'
import { logInStaff } from './staff.ts'

const { assisted } = en
const PAGE = '/support/assisted'

test('somebody without an e-ID asks at a desk, calls back, and later finds it all in their own list', async ({ page, browser }) => {
  const complaints = complaintsOf(page)
  const caller = { code: somebodyNew(), name: 'Salme Salu' }
  await submitLook(caller.code)
  await logInStaff(page, KADRI, PAGE)
  await meet(page, caller, { language: 'Eesti' })
  await expect(page.getByText(caller.code)).toBeVisible()
  await lookToday(page)
  const main = page.getByRole('main')
  await expect(main.getByRole('group', { name: assisted.ask.entries }).getByRole('checkbox')).toHaveCount(1)
  await expect(main).toContainText('Anna Berg')
  await expect(main).not.toContainText('Blood count')
  expect(await violationsOf(page)).toEqual([])
  const reference = await sendQuestion(page)
  const code = await openLetter(page)
  const letter = page.getByRole('article')
  await expect(letter.getByRole('heading', { level: 1 })).toHaveText(et.letter.title.replace('{reference}', reference))
  await expect(letter).toHaveAttribute('lang', 'et-EE')
  await expect(letter).toContainText(et.dispute.reason['unknown-person'])
  expect(await violationsOf(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  await expect(letter).toBeVisible()
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByRole('contentinfo')).toBeHidden()
  const pdf = (await page.pdf({ format: 'A4', tagged: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)

  const desk = await browser.newPage()
  await logInStaff(desk, MARKO, PAGE)
  await tellCode(desk, { reference, code: 'AAAA-AAAA-AAAA' })
  await expect(desk.getByRole('alert').filter({ hasText: assisted.problem.wrong })).toBeVisible()
  await tellCode(desk, { reference, code: code.toLowerCase() })
  await expect(desk).toHaveURL(/\/support\/cases\/[0-9a-f-]{36}\/letter$/)
  await expect(desk.getByRole('article')).toContainText(et.dispute.state.submitted)
  await expect(desk.getByRole('article')).not.toContainText(code)
  await desk.close()

  const home = await browser.newPage()
  await expect
    .poll(() =>
      isSealed(
        `convert_from(event, 'UTF8') LIKE '%' || $1 || '%' AND patient IN (SELECT patient FROM dispute WHERE reference = $1)`,
        reference,
      ),
    )
    .toBe(true)
  await logIn(home, { code: caller.code })
  await expect(home.getByRole('main')).toContainText(reference)
  await expect(home.getByRole('main')).toContainText('Kadri Kuusk')
  await home.close()
  expect(complaints).toEqual([])
})

for (const javaScriptEnabled of [true, false])
  test.describe(`what somebody says later, ${javaScriptEnabled ? 'with' : 'without'} scripts`, () => {
    test.use({ javaScriptEnabled })

    test('is passed on by whoever is told the code: an answer by telephone, a withdrawal at a desk', async ({ page, browser }) => {
      const caller = { code: somebodyNew(), name: 'Salme Salu' }
      await submitLook(caller.code)
      await logInStaff(page, KADRI, PAGE)
      await meet(page, caller)
      await lookToday(page)
      const reference = await sendQuestion(page)
      const code = await openLetter(page)

      const context = await browser.newContext({ javaScriptEnabled })
      const desk = await context.newPage()
      const letter = desk.getByRole('article')
      const passOn = desk.getByRole('link', { name: assisted.letter.passOn })
      const form = (step: string) => desk.locator(`form[action$="/${step}"]`)
      await logInStaff(desk, MARKO, PAGE)
      await tellCode(desk, { reference, code })
      await expect(desk).toHaveURL(/\/letter$/)
      const id = /cases\/([0-9a-f-]{36})\/letter$/.exec(desk.url())?.[1] ?? ''
      await takeSteps({ patient: keyOf(caller.code), id }, KADRI, 'acknowledge', ['ask-patient', { text: 'Which day do you mean?' }])
      await desk.reload()
      await expect(letter).toContainText(en.letter.next.asks)
      await expect(letter).toContainText('Which day do you mean?')
      await passOn.click()
      await expect(desk.getByRole('heading', { name: assisted.pass.title })).toBeInViewport()
      if (javaScriptEnabled) expect(await violationsOf(desk)).toEqual([])
      await tick(form('inform').getByLabel(assisted.pass.said.telephone))
      await form('inform').getByLabel(assisted.pass.inform.text).fill('The sixth of August.')
      await form('inform').getByRole('button', { name: assisted.pass.inform.button }).click()
      await expect(desk.getByRole('status').filter({ hasText: assisted.pass.done.inform })).toBeVisible()
      await expect(letter).toContainText(en.dispute.state.acknowledged)
      await expect(letter).not.toContainText('Which day do you mean?')

      await page.goto(`/support/cases/${id}/letter`)
      await expect(page.getByRole('article')).toBeVisible()
      await expect(page.getByRole('link', { name: assisted.letter.passOn }), 'who holds it was not told the code').toHaveCount(0)

      await desk.getByText(assisted.pass.withdraw.title, { exact: true }).click()
      await tick(form('withdraw').getByLabel(assisted.pass.said.desk))
      await tick(form('withdraw').getByLabel(assisted.pass.withdraw.sure))
      await form('withdraw').getByRole('button', { name: assisted.pass.withdraw.button }).click()
      await expect(desk.getByRole('status').filter({ hasText: assisted.pass.done.withdraw })).toBeVisible()
      await expect(letter).toContainText(en.dispute.state.withdrawn)
      await expect(desk.getByText(assisted.pass.none)).toBeVisible()
      await context.close()

      const home = await browser.newPage()
      await logIn(home, { code: caller.code })
      await home.goto(`/questions/${id}`)
      const marko = { name: `${MARKO.givenName} ${MARKO.familyName}`, party: en.dispute.party.agent }
      const by = (said: string) => said.replace('{name}', marko.name).replace('{party}', marko.party)
      const thread = home.getByRole('list', { name: en.dispute.thread.label })
      const event = (step: string) => thread.getByRole('listitem').filter({ has: home.getByRole('heading', { name: step }) })
      await expect(event(en.dispute.step.inform)).toContainText('The sixth of August.')
      await expect(event(en.dispute.step.inform)).toContainText(by(en.dispute.thread.said.telephone))
      await expect(event(en.dispute.step.withdraw)).toContainText(by(en.dispute.thread.said.desk))
      await home.close()
    })
  })

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('somebody asks by telephone; what is missing is said, and what was filled in stays', async ({ page }) => {
    const code = somebodyNew()
    await submitLook(code)
    await logInStaff(page, KADRI, PAGE)
    await page.getByRole('link', { name: assisted.way.telephone }).click()
    await page.getByLabel(assisted.who.code).fill(code)
    await page.getByLabel(assisted.who.name, { exact: true }).fill('Salme Salu')
    await tick(page.getByLabel(assisted.who.calledBack))
    await tick(page.getByLabel(assisted.answer.address))
    await tick(page.getByLabel(assisted.answer['last-visit']))
    await tick(page.getByLabel(assisted.who.consent))
    await page.getByRole('button', { name: assisted.who.go }).click()
    await expect(page).toHaveURL(SESSION)
    await lookToday(page, 'No such place')
    await expect(page.getByText(assisted.ask.nothing)).toBeVisible()
    await lookToday(page)
    await page.getByLabel(en.asking.text.label).fill('Who is that person?')
    await page.getByRole('button', { name: assisted.ask.send }).click()
    await expect(page.getByRole('heading', { name: en.asking.wrong.title })).toBeVisible()
    await expect(page.getByLabel(en.asking.text.label)).toHaveValue('Who is that person?')
    await sendQuestion(page)
    await page.getByRole('link', { name: assisted.sent.letter }).click()
    await expect(page.getByRole('article')).toContainText('Who is that person?')
  })
})

test('nothing of a person is shown while the look cannot be recorded in their list', async ({ page }) => {
  const code = somebodyNew()
  await submitLook(code)
  await logInStaff(page, KADRI, PAGE)
  await meet(page, { code, name: 'Salme Salu' })
  await whileLooksCannotBeRecorded(code, async () => {
    await page.getByLabel(assisted.search.organisation).fill('Tartu')
    for (const day of [assisted.search.from, assisted.search.until]) await page.getByLabel(day).fill('2026-11-26')
    await page.getByRole('button', { name: assisted.search.go }).click()
    await expect(page.getByRole('heading', { level: 1 })).not.toContainText('Salme')
    await expect(page.getByText('Anna Berg')).toHaveCount(0)
  })
})

test('privacy officers have no such page, and another agent cannot open what one has begun', async ({ page, browser }) => {
  await logInStaff(page, KADRI, PAGE)
  await meet(page, { code: somebodyNew(), name: 'Salme Salu' })
  const { pathname } = new URL(page.url())
  for (const [somebody, path] of [
    [MARKO, pathname],
    [MARKO, `${pathname}/letter`],
    [RIINA, PAGE],
    [RIINA, pathname],
  ] as const) {
    const other = await browser.newPage()
    await logInStaff(other, somebody, '/support')
    await other.goto(path)
    await expect(other.getByRole('heading', { level: 1, name: en.problem.notFound.title })).toBeVisible()
    await other.close()
  }
})

for (const [whose, code] of [
  ['what is no personal code', '123'],
  ['one’s own personal code', KADRI.code],
] as const)
  test(`${whose} is not taken`, async ({ page }) => {
    await logInStaff(page, KADRI, `${PAGE}?way=desk`)
    await page.getByLabel(assisted.who.code).evaluate((input: HTMLInputElement) => input.removeAttribute('pattern'))
    await page.getByLabel(assisted.who.code).fill(code)
    await page.getByLabel(assisted.who.name, { exact: true }).fill('Nobody')
    await page.getByLabel(assisted.who.documentEnd).fill('1234')
    await tick(page.getByLabel(assisted.who.consent))
    await page.getByRole('button', { name: assisted.who.go }).click()
    await expect(page.getByText(assisted.problem.code)).toBeVisible()
  })
