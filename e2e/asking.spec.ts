import { expect, test } from '@playwright/test'
import { LANGUAGES, type Language } from '#lib/languages.ts'
import en from '../messages/en.json' with { type: 'json' }
import et from '../messages/et.json' with { type: 'json' }
import ru from '../messages/ru.json' with { type: 'json' }
import { askAboutFirst, asked, casesOf, checkAndSend, DRAFT, elsewhere, fillIn, heading, lookedAt, tick } from './asking.ts'
import { tabTo } from './keyboard.ts'
import { rows } from './list.ts'
import { logIn } from './log-in.ts'
import { asOwner, keyOf, submitLook } from './product.ts'
import { addresses, found, stored } from './storage.ts'

const OWN_WORDS = 'I was in Rome that week.'
const ASK = 'Ask about this entry'

test('with the keyboard alone: from an entry to a question with its proof, to its place in the list; and nothing of it stays', async ({
  page,
}) => {
  const code = await lookedAt()
  const visited = addresses(page)
  await logIn(page, { code })
  const line = rows(page).filter({ hasText: 'Anna Berg' })
  await expect(line).toContainText('Verified')
  await tabTo(page, line.getByRole('button', { name: 'Details' }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: ASK }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(DRAFT)
  await expect(page.getByText('Anna Berg, nurse at Tartu Clinic, read your test results.')).toBeVisible()
  for (const name of ['I was not in care there then', 'An explanation']) {
    await tabTo(page, page.getByRole('checkbox', { name }))
    await page.keyboard.press('Space')
  }
  await tabTo(page, page.getByRole('textbox', { name: 'In your own words' }))
  await page.keyboard.type(OWN_WORDS)
  await tabTo(page, page.getByRole('button', { name: 'Save and go on' }))
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Check your question')).toBeVisible()
  await expect(page.getByText(OWN_WORDS)).toBeVisible()
  await expect(page.getByText('Your browser has checked these entries. Their proof goes with the question.')).toBeVisible()
  const needles = [OWN_WORDS, 'Anna Berg', 'not-in-care', code]
  expect(found(await stored(page), needles)).toEqual([])
  await tabTo(page, page.getByRole('button', { name: 'Send the question' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/questions\/[0-9a-f-]{36}\?sent=yes$/)
  await expect(page.getByText(/S-2\d{3}-\d{5}/).first()).toBeVisible()
  expect(await casesOf(code)).toMatchObject([{ asker: 'patient', events: 1, verdicts: 'verified', proofs: 1 }])

  await page.goto('/history')
  await expect(asked(page)).toContainText(/You asked about this on .* · Sent · Question S-2\d{3}-\d{5}/)
  await asked(page)
    .getByRole('link', { name: /^Question S-/ })
    .click()
  await expect(page).toHaveURL(/\/questions\/[0-9a-f-]{36}$/)
  expect(found(await stored(page), needles)).toEqual([])
  expect(found(visited.join('\n'), needles)).toEqual([])
})

test('the entry says how its question stands, and what came of it', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  await fillIn(page)
  await checkAndSend(page)
  await asOwner((owner) => owner.query(`UPDATE dispute SET state = 'decided', outcome = 'unjustified' WHERE patient = $1`, [keyOf(code)]))
  await page.goto('/history')
  await expect(asked(page)).toContainText('· Answered · The access was not justified · Question S-')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('entries are chosen, a question is written, what is missing is said, and it is sent', async ({ page }) => {
    const code = await lookedAt()
    await logIn(page, { code })
    await page.getByRole('link', { name: 'Choose entries to ask about' }).click()
    await page.getByRole('button', { name: 'Go on with these entries' }).click()
    await expect(page.getByRole('alert')).toContainText('Tick at least one entry')
    await tick(page.getByRole('checkbox', { name: /^Anna Berg/ }))
    await page.getByRole('button', { name: 'Go on with these entries' }).click()
    await expect(page).toHaveURL(DRAFT)

    await tick(page.getByRole('checkbox', { name: 'Something else' }))
    await page.getByRole('button', { name: 'Save and go on' }).last().click()
    const summary = page.getByRole('alert')
    await expect(summary).toBeFocused()
    await expect(summary.getByRole('link')).toHaveText([
      'Say what you want: choose at least one thing.',
      'Say in your own words what it is.',
    ])
    await expect(page.getByRole('group', { name: 'What do you want?' })).toHaveAccessibleDescription(/choose at least one thing/)
    await expect(page.getByRole('textbox', { name: 'In your own words' })).toHaveAccessibleDescription(/Say in your own words/)
    await expect(page.getByRole('checkbox', { name: 'Something else' })).toBeChecked()

    await tick(page.getByRole('checkbox', { name: 'A correction' }))
    await page.getByRole('textbox', { name: 'In your own words' }).fill(`${OWN_WORDS}\nAnd home again.`)
    await tick(page.getByRole('radio', { name: 'No', exact: true }).first())
    await tick(page.getByRole('checkbox', { name: 'Send me nothing about this question' }))
    await checkAndSend(page)
    expect(await casesOf(code)).toMatchObject([{ verdicts: 'unverified', proofs: 0 }])
    await page.goto('/history')
    await expect(asked(page)).toContainText('· Sent · Question S-')
  })

  test('an entry is left out and taken in again, and a draft is deleted when somebody says so twice', async ({ page }) => {
    const code = await lookedAt()
    await submitLook(code)
    await logIn(page, { code }, '/questions/choose')
    await tick(page.getByRole('checkbox', { name: /^Anna Berg/ }).first())
    await page.getByRole('button', { name: 'Go on with these entries' }).click()
    await page.getByRole('textbox', { name: 'In your own words' }).fill(OWN_WORDS)
    await page.getByRole('button', { name: 'Choose more entries' }).click()
    await expect(page.getByText('Already chosen')).toHaveCount(1)
    await tick(page.getByRole('checkbox', { name: /^Anna Berg/, disabled: false }))
    await page.getByRole('button', { name: 'Go on with these entries' }).click()
    await expect(rows(page).filter({ hasText: 'Anna Berg' })).toHaveCount(2)
    await page.getByRole('button', { name: 'Leave this entry out' }).first().click()
    await expect(rows(page).filter({ hasText: 'Anna Berg' })).toHaveCount(1)
    await expect(page.getByRole('textbox', { name: 'In your own words' })).toHaveValue(OWN_WORDS)

    await page.getByRole('button', { name: 'Delete this draft' }).click()
    await page.getByRole('link', { name: 'Keep it' }).click()
    await expect(page.getByRole('textbox', { name: 'In your own words' })).toHaveValue(OWN_WORDS)
    await page.getByRole('button', { name: 'Delete this draft' }).click()
    const path = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Delete it' }).click()
    await expect(heading(page, 'The draft is deleted')).toBeVisible()
    expect((await page.goto(path))?.status()).toBe(404)
    await page.goto('/history')
    await expect(page.getByRole('link', { name: 'Go on with it' })).toHaveCount(0)
    expect(await casesOf(code)).toEqual([])
  })
})

test('a draft is kept as it is written, and found again after a log-out, in another browser', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  const words = page.getByRole('textbox', { name: 'In your own words' })
  const kept = page.getByRole('status').filter({ hasText: /saved/i })
  await words.fill(OWN_WORDS)
  await expect(kept).toHaveText('Saved.')
  await page.route('**/save', (route) => route.abort())
  await tick(page.getByRole('checkbox', { name: 'It was no emergency' }))
  await expect(kept).toContainText('Not saved: the service cannot be reached.')
  await page.unroute('**/save')
  await expect(kept).toHaveText('Saved.')
  await page.getByRole('button', { name: 'Log out', exact: true }).click()
  await expect(page).toHaveURL('/logged-out')

  const other = await elsewhere(page)
  await logIn(other, { code })
  await other.getByRole('link', { name: 'Go on with it' }).click()
  await expect(other.getByRole('textbox', { name: 'In your own words' })).toHaveValue(OWN_WORDS)
  await expect(other.getByRole('checkbox', { name: 'It was no emergency' })).toBeChecked()
  await other.context().close()
})

test('what is written before the page’s scripts run is kept as well', async ({ page }) => {
  await logIn(page, { code: await lookedAt() })
  await askAboutFirst(page)
  const words = page.getByRole('textbox', { name: 'In your own words' })
  await words.fill(OWN_WORDS)
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(new URL(page.url()).pathname, { waitUntil: 'commit' })
  await words.fill(`${OWN_WORDS} And the week after.`)
  release()
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible()
  await expect(words).toHaveValue(`${OWN_WORDS} And the week after.`)
})

test('a page of a session that has ended says that nothing is saved any more', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  await asOwner((owner) => owner.query('UPDATE session SET ended_at = now() WHERE patient = $1', [keyOf(code)]))
  await page.getByRole('textbox', { name: 'In your own words' }).fill(OWN_WORDS)
  await expect(page.getByText('Not saved: you are logged out.')).toBeVisible()
})

for (const [language, words] of Object.entries({ et, ru }) as [Exclude<Language, 'en'>, typeof en][])
  test(`a question is asked in ${LANGUAGES[language].name}`, async ({ page }) => {
    const code = await lookedAt()
    await logIn(page, { code })
    await page.getByRole('button', { name: LANGUAGES[language].name, exact: true }).click()
    await askAboutFirst(page, words)
    await expect(heading(page, words.asking.title)).toBeVisible()
    await fillIn(page, words)
    await checkAndSend(page, words)
    await page.goto('/history')
    await expect(rows(page).filter({ hasText: words.dispute.state.submitted })).toHaveCount(1)
    expect(en.asking.title).not.toBe(words.asking.title)
  })
