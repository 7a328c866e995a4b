import { expect, test } from '@playwright/test'
import { KADRI } from '#lib/dispute/demo.ts'
import { openCaseOf } from './cases.ts'
import { told } from './checks.ts'
import { logIn } from './log-in.ts'
import { asOwner, somebodyNew } from './product.ts'
import { logInStaff } from './staff.ts'
import { caseAt, entries, press, thread, WORDS } from './workplace.ts'

test('an entry that the log says otherwise does not match, and leads to a security incident', async ({ page }) => {
  const asked = await openCaseOf({ code: somebodyNew(), givenName: 'Maie', familyName: 'Metsa' })
  await logInStaff(page, KADRI)
  await page.goto(caseAt(asked))
  await press(page, 'Take this question')
  await expect(entries(page).getByText('Verified', { exact: true })).toBeVisible()
  await page.route('**/log/checkpoint', (route) => route.abort())
  await page.reload()
  await expect(entries(page).getByText('Could not check', { exact: true })).toBeVisible()
  await page.unroute('**/log/checkpoint')
  const set = (commitment: unknown) =>
    asOwner((owner) => owner.query('UPDATE event SET commitment = $2 WHERE log_index = $1', [asked.logIndex, commitment]))
  const [{ commitment }] = await asOwner(
    async (owner) =>
      (await owner.query('SELECT commitment FROM event WHERE log_index = $1', [asked.logIndex])).rows as [{ commitment: Buffer }],
  )
  await set(Buffer.alloc(32))
  try {
    await page.reload()
    await expect(entries(page).getByText('Does not match', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'To the security incidents' })).toBeVisible()
  } finally {
    await set(commitment)
  }
})

test('an entry whose stored bytes are no event does not match, for staff and for the patient, and all else is there', async ({
  page,
  browser,
  baseURL,
}) => {
  const person = { code: somebodyNew(), givenName: 'Maie', familyName: 'Metsa' }
  const asked = await openCaseOf(person)
  await logInStaff(page, KADRI)
  await page.goto(caseAt(asked))
  await press(page, 'Take this question')
  await expect(told(page, 'You hold this question now.')).toBeVisible()
  const stored = `(SELECT event FROM event WHERE log_index = ${asked.logIndex})`
  const [{ event }] = await asOwner(async (owner) => (await owner.query(`SELECT ${stored} AS event`)).rows as [{ event: Buffer }])
  const set = (bytes: Buffer) =>
    asOwner((owner) => owner.query('UPDATE event SET event = $2 WHERE log_index = $1', [asked.logIndex, bytes]))
  await set(event.subarray(0, 100))
  try {
    await page.reload()
    await expect(entries(page).getByText('Does not match', { exact: true })).toBeVisible()
    await expect(entries(page)).toContainText('What is stored of this entry is not what was sealed')
    await expect(entries(page).getByText(/^Verified/)).toHaveCount(0)
    await expect(page.getByRole('link', { name: 'To the security incidents' })).toBeVisible()
    await expect(thread(page)).toContainText(WORDS)

    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB', ...(baseURL && { baseURL }) })
    const patient = await plain.newPage()
    await logIn(patient, person, `/questions/${asked.id}`)
    await patient.goto(`/questions/${asked.id}`)
    await expect(entries(patient).getByText('Does not match', { exact: true })).toBeVisible()
    await expect(entries(patient).getByText(/^Verified/)).toHaveCount(0)
    await expect(thread(patient)).toContainText(WORDS)
    await entries(patient).getByRole('link', { name: 'Open your list' }).click()
    await expect(patient.getByText('An entry that can no longer be read.')).toBeVisible()
    await plain.close()
  } finally {
    await set(event)
  }
})
