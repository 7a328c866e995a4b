import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { ENE, KADRI, MARKO, RIINA } from '#lib/dispute/demo.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { openCase, takeStep } from '#lib/server/disputes/cases.ts'
import { testEntry, testQuestion } from '#lib/server/disputes/testing.ts'
import { sideways, told, violationsOf, writeInto } from './checks.ts'
import { asOwner, inDatabase } from './product.ts'
import { comeBackStaff } from './staff.ts'

const AT_ONCE = 5
const LOCALES = ['en-GB', 'et-EE', 'ru-RU']

/** So many people ask about the same automatic job of this organisation. @returns their references */
function askMany(count: number, organisation: string): Promise<readonly string[]> {
  return inDatabase(async (owner) => {
    const references: string[] = []
    const ask = async (_: unknown, i: number) => {
      const entries = [{ ...testEntry(3, organisation), automatic: true }]
      const question = testQuestion({ entries, locale: LOCALES[i % LOCALES.length] ?? '' })
      const by = { party: 'patient', name: question.askerName } as const
      return (await owner.$transaction((tx) => openCase(tx, randomUUID(), question, by, ESTONIA))).reference
    }
    while (references.length < count)
      references.push(...(await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - references.length) }, ask))))
    return references
  })
}

/** Who asked adds something. */
function add(reference: string, text: string): Promise<void> {
  return inDatabase((owner) =>
    owner.$transaction(async (tx) => {
      const at = await tx.dispute.findFirstOrThrow({ where: { reference }, select: { patient: true, id: true } })
      await takeStep(tx, at, { step: 'inform', party: 'patient', name: 'Somebody', text }, ESTONIA)
    }),
  )
}

async function writeDown(page: Page, title: string, organisation: string): Promise<void> {
  await page.goto('/support/causes')
  await page.getByRole('link', { name: new RegExp(`^${organisation}, automatic looks`) }).click()
  await expect(page.getByLabel('Organisation', { exact: true })).toHaveValue(organisation)
  await page.getByLabel('Name').fill(title)
  await page.getByLabel('What happened, for colleagues').fill('The nightly job opened every summary.')
  await page.getByRole('button', { name: 'Write it down' }).click()
  await expect(told(page, 'The cause is written down.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
}

async function write(page: Page): Promise<void> {
  for (const [language, words] of [
    ['English', 'A nightly job did it.'],
    ['Eesti', 'Seda tegi öine töö.'],
    ['Русский', 'Это сделало ночное задание.'],
  ] as const)
    await writeInto(page.getByLabel(`Answer: ${language}`), words)
}

async function give(page: Page, count: number, button: string): Promise<void> {
  await page.getByText(`I am sure: ${count} patients get this answer.`).click()
  await page.getByRole('button', { name: button }).click()
}

test('four hundred people who ask about one bad automatic job are answered at once, each in their language', async ({ page }) => {
  test.setTimeout(180_000)
  const COUNT = 400
  const organisation = `job-${randomUUID().slice(0, 8)}`
  await askMany(COUNT, organisation)
  await comeBackStaff(page, ENE)
  await writeDown(page, 'Nightly job', organisation)
  await expect(page.getByText(`${COUNT} open questions fit; you can join ${COUNT} of them.`)).toBeVisible()
  const began = Date.now()
  await page.getByRole('button', { name: `Join all ${COUNT} questions` }).click()
  await expect(told(page, `${COUNT} questions were joined.`)).toBeVisible({ timeout: 60_000 })
  const joined = Date.now()

  await page.getByLabel('What it was').selectOption({ label: 'It was automatic, nobody looked' })
  await page.getByRole('button', { name: 'Take words for this' }).click()
  await expect(page.getByLabel('Answer: English')).toHaveValue(/^No person opened your data/)
  await expect(page.getByLabel('Answer: Eesti')).toHaveValue(/^Ükski inimene/)
  await page.getByRole('button', { name: 'Keep and look at it' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'three dots' })).toBeVisible()
  await page.getByLabel('What it was').selectOption({ label: 'It was automatic, nobody looked' })
  await page.getByRole('button', { name: 'Take words for this' }).click()
  await write(page)
  await page.getByRole('button', { name: 'Keep and look at it' }).click()
  await expect(page.getByRole('region', { name: 'What patients will read' })).toContainText('Seda tegi öine töö.')
  const given = Date.now()
  await give(page, COUNT, `Answer ${COUNT} questions`)
  await expect(page.getByText(`All ${COUNT} questions are answered`)).toBeVisible({ timeout: 60_000 })
  console.log(`${COUNT} questions: joined in ${joined - began} ms, answered in ${Date.now() - given} ms, as the person at the page sees it`)

  const rows = await asOwner(async (owner) => {
    const found = await owner.query<{ locale: string; text: string; n: number; late: number }>(
      `SELECT d.locale, e.text, count(*)::int AS n, count(d.due_at)::int AS late FROM dispute d
       JOIN dispute_event e ON e.patient = d.patient AND e.dispute = d.id AND e.step = 'decide-cause'
       WHERE d.organisation = $1 AND d.state = 'decided' GROUP BY d.locale, e.text ORDER BY d.locale`,
      [organisation],
    )
    return found.rows
  })
  expect(rows).toEqual([
    { locale: 'en-GB', text: 'A nightly job did it.', n: expect.any(Number), late: 0 },
    { locale: 'et-EE', text: 'Seda tegi öine töö.', n: expect.any(Number), late: 0 },
    { locale: 'ru-RU', text: 'Это сделало ночное задание.', n: expect.any(Number), late: 0 },
  ])
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(COUNT)
})

test('some are joined, one is taken out again, and that it was justified is said by two people', async ({ page }) => {
  const organisation = `job-${randomUUID().slice(0, 8)}`
  const [first = '', second = '', third = ''] = await askMany(3, organisation)
  await comeBackStaff(page, KADRI)
  await writeDown(page, 'Ward round', organisation)
  await page.getByText('Choose some').click()
  for (const reference of [first, second, third]) await page.getByText(new RegExp(`^${reference} ·`)).click()
  await page.getByRole('button', { name: 'Join the chosen ones' }).click()
  await expect(told(page, '3 questions were joined.')).toBeVisible()
  await page.getByText('Take one out').click()
  await page.getByLabel('Reference, such as').fill(second)
  await page.getByLabel('Why it does not belong here').fill('This one is about a person.')
  await page.getByRole('button', { name: 'Take it out' }).click()
  await expect(told(page, 'The question is taken out.')).toBeVisible()
  await page.getByLabel('What it was').selectOption({ label: 'The access was justified' })
  await page.getByRole('button', { name: 'Take words for this' }).click()
  await expect(page.getByLabel('Answer: English')).not.toHaveValue('')
  await write(page)
  await page.getByRole('button', { name: 'Keep and look at it' }).click()
  await give(page, 2, 'Propose it for 2 questions')
  await expect(page.getByText('You have proposed this. Somebody else must confirm it.')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Answer/ })).toHaveCount(0)
  const { pathname } = new URL(page.url())
  await comeBackStaff(page, MARKO)
  await page.goto(pathname)
  await expect(page.getByRole('region', { name: 'Added since' })).toHaveCount(0)
  await add(third, 'She is my sister.')
  await give(page, 2, 'Answer 2 questions')
  await expect(page.getByRole('alert').filter({ hasText: 'a patient has added something' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Added since' })).toContainText('something was added to 1 of its questions')
  await expect(page.getByRole('region', { name: 'Added since' }).getByRole('link')).toHaveText([third])
  expect([await violationsOf(page), await sideways(page)]).toEqual([[], []])
  await give(page, 2, 'Answer 2 questions')
  await expect(page.getByText('All 2 questions are answered')).toBeVisible()
  await comeBackStaff(page, RIINA)
  for (const path of ['/support/causes', pathname]) expect((await page.goto(path))?.status()).toBe(404)
})
