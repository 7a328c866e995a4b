import { expect, type Locator, type Page, test } from '@playwright/test'
import { ALEKSANDR, ANDRES, HELVE, KERSTI, MARI, PEETER, TOOMAS, VIIVI } from '#lib/event/demo/people.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { seal, withhold } from './ledger.ts'
import { promise } from './list.ts'
import { ALL_ENTRIES, comeBack, logIn } from './log-in.ts'
import { asOwner, somebodyNew } from './product.ts'

const lines = (page: Page) => page.getByRole('main').locator('ol > li')
const line = (page: Page, text: string | RegExp) => lines(page).filter({ hasText: text }).first()
const open = (of: Locator) =>
  of
    .getByRole('button', { name: /^(Details|Show all \d+)$/ })
    .first()
    .click()
const switch_ = (page: Page) => page.getByRole('switch', { name: /^Show your own looks/ })

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } })

  test('the nurse who was once his partner is found in four taps, with what to make of it and a proof to take along', async ({ page }) => {
    await comeBack(page, ANDRES)
    await expect(promise(page)).toContainText('These are all the')
    const nurse = line(page, 'Kristel Aas, nurse at North Hospital (Cardiology)')
    await expect(nurse).toContainText('No reason was given')
    await open(nurse)
    await nurse.getByText('Do you not know this person?').click()
    await expect(nurse).toContainText('Nurses prepare visits')
    await expect(nurse).toContainText('or know them privately, ask the organisation why')
    const own = nurse.getByRole('listitem').filter({ hasText: ':' })
    await own.getByRole('button', { name: 'Details' }).first().click()
    await nurse.getByRole('button', { name: 'Save the proof of this entry' }).click()
    await expect(nurse.getByText('That is health data.')).toBeVisible()
  })

  test('214 looks in two mornings are two lines, each with a count, from when until when, and a mark for all', async ({ page }) => {
    await comeBack(page, HELVE)
    await expect(promise(page)).toContainText('These are all the')
    const surgeon = lines(page).filter({ hasText: 'Dr Margus Oja' })
    await expect(async () => {
      await page.getByText(/entries shown/).scrollIntoViewIfNeeded()
      await expect(surgeon.filter({ hasText: /131 times/ })).toHaveCount(1, { timeout: 1000 })
    }).toPass()
    await expect(surgeon.filter({ hasText: '83 times' })).toContainText(/\d\d:\d\d–\d\d:\d\d · 83 times · Reason: treatment/)
    await expect(surgeon.filter({ hasText: '83 times' })).toContainText('83 × Verified')
    await expect(surgeon).toHaveCount(3)
  })
})

test('an emergency comes first in its line, and is explained', async ({ page }) => {
  await comeBack(page, TOOMAS)
  const emergency = line(page, 'Karl Liiv')
  await expect(emergency.locator('p').first()).toHaveText('Emergency access')
  await open(emergency)
  await expect(emergency).toContainText('Somebody declared an emergency')
})

test('what was refused says that nothing was shown', async ({ page }) => {
  await comeBack(page, TOOMAS)
  const refused = line(page, 'tried to read your discharge letter, and was refused: nothing was shown.')
  await open(refused)
  await expect(refused).toContainText('It is reported all the same, so that you see who tried.')
})

test('an automatic look says that no person looked, and why it happens; a late report has both times', async ({ page }) => {
  await comeBack(page, KERSTI)
  const query = line(page, 'went through a list of patients')
  await expect(query).toContainText('Automatic')
  await open(query)
  await query.getByText('Why does this happen?').click()
  await expect(query).toContainText('It may look as if somebody searched for you, and nobody did.')
  await expect(query.getByText('Do you not know this person?')).toHaveCount(0)
  const late = line(page, /Dr Aive Luik.*reported \d+ \w+ \d{4}/)
  await open(late)
  await expect(late).toContainText(/\d+ days after it happened/)
})

test('names that are withheld, delayed or not given say so and why', async ({ page }) => {
  await comeBack(page, ALEKSANDR)
  const delayed = line(page, /Name shown from \d/)
  await open(delayed)
  await expect(delayed).toContainText('names its staff only after some days')
  const byLaw = line(page, 'Name withheld by law')
  await open(byLaw)
  await expect(byLaw).toContainText('The law lets this record system keep it back')
  await comeBack(page, VIIVI)
  const role = line(page, 'Role only, no name')
  await open(role)
  await expect(role).toContainText('shows the role and the organisation only')
})

test('strangers are explained where they stand, each by role, and so is the record system that reported them', async ({ page }) => {
  await comeBack(page, VIIVI)
  const radiologist = line(page, 'Dr Olga Petrova')
  await expect(radiologist).toContainText('on behalf of Dr Margus Oja')
  const expander = radiologist.getByRole('button', { name: 'Details' })
  await expect(expander).toBeEnabled()
  await expander.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(radiologist).toContainText('Radiologists write what pictures show.')
  await radiologist.getByText('About North Hospital records').click()
  await expect(radiologist).toContainText('North Hospital runs it.')
  await expect(radiologist).toContainText('does not report: looks at paper records, work of technicians')
  await expect(line(page, 'Test data')).toContainText('Eve Sild')
})

test('own looks are hidden behind a switch that says how many, and count all the same', async ({ page }) => {
  await comeBack(page, MARI)
  await expect(promise(page)).toContainText(ALL_ENTRIES)
  const label =
    (await page
      .getByText(/^Show your own looks/)
      .first()
      .textContent()) ?? ''
  const count = Number(/\((\d+)\)/.exec(label)?.[1])
  expect(count).toBeGreaterThan(0)
  await expect(page.getByText(new RegExp(`^${count === 1 ? 'One look' : `${count} looks`} of your own (is|are) hidden`))).toBeVisible()
  const own = lines(page).filter({ hasText: 'You read the list of who looked at your record' })
  const reported = await own.count() // by other record systems, whose word it is that this was the patient
  await switch_(page).focus()
  await page.keyboard.press('Space')
  await expect.poll(() => own.count()).toBeGreaterThan(reported)
  await expect(own.last()).toContainText('Verified')
  await expect(page.getByText(`${count} looks of your own are hidden`)).toHaveCount(0)
})

test('where only own looks exist, nobody but the patient has looked, and that is proven', async ({ page }) => {
  const code = somebodyNew()
  await logIn(page, { code })
  await expect(async () => {
    await page.reload()
    await expect(promise(page)).toContainText('This is the one entry', { timeout: 3000 })
  }).toPass()
  await expect(page.getByRole('heading', { name: /^Nobody but you .*, and we can prove it$/ })).toBeVisible()
  await switch_(page).check()
  await expect(line(page, 'You read the list')).toContainText('Verified')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('own looks are not hidden, because nothing could show them', async ({ page }) => {
    await comeBack(page, PEETER)
    await expect(page.getByRole('heading', { name: 'Your own looks' })).toBeVisible()
    await expect(line(page, 'You read the list')).toBeVisible()
    await expect(switch_(page)).toBeHidden()
  })
})

test('a correction and an erasure stand in the list, and what they are about says so and still counts', async ({ page }) => {
  const code = somebodyNew()
  const nurse = { actor: { kind: 'professional', role: { system: 'http://snomed.info/sct', code: '106292003' } } } as const
  const wrong = await seal(code, nurse, 'Anna Berg')
  await seal(
    code,
    { ...nurse, kind: 'correction', corrected: wrong.id, data: [{ category: 'image', title: 'X-ray of the hand' }] },
    'Piret Kuusk',
  )
  const [erased, kept, lawful] = [await seal(code, nurse, 'A'), await seal(code, nurse, 'B'), await seal(code, nurse, 'C')]
  await seal(code, { kind: 'erasure', erased: [erased.logIndex], legalBasis: ['GDPR, article 17'] })
  await withhold(erased.logIndex, 'erased')
  await withhold(kept.logIndex, 'retention')
  await withhold(lawful.logIndex, 'by-law')
  await seal(code, { actor: { kind: 'representative' } }, 'Ilmar Lang')

  await logIn(page, { code })
  await expect(promise(page)).toContainText(/These are all the [78] entries/)
  await expect(promise(page)).toContainText(/3 of [78] are not shown/)
  await expect(line(page, 'Ilmar Lang, your representative, read your test results')).toBeVisible()

  const original = line(page, 'Anna Berg')
  await expect(original).toContainText('Corrected later')
  await open(original)
  await expect(original).toContainText('It stays here as it was sealed.')
  const correction = line(page, 'corrected an earlier entry of this list')
  await open(correction)
  await expect(correction).toContainText('X-ray of the hand')
  await expect(correction.getByRole('blockquote')).toContainText('Anna Berg, nurse at Tartu Clinic, read your test results.')

  const gone = line(page, 'An entry that was erased.')
  await expect(gone).toContainText('Sealed, not shown')
  await open(gone)
  await expect(gone).toContainText(/Tartu Clinic recorded the erasure on .* Legal basis: GDPR, article 17\./)
  await expect(line(page, 'Tartu Clinic erased one entry')).toContainText('Verified')
  for (const [text, why] of [
    ['past the time for which it is kept', 'has been deleted. It still counts'],
    ['An entry that the law withholds', 'The law withholds what this entry says, for now. It still counts'],
  ] as const) {
    const hidden = line(page, text)
    await open(hidden)
    await expect(hidden).toContainText(why)
  }
})

test('which record systems report is said below the promise; one that fell silent is a warning', async ({ page }) => {
  test.setTimeout(150_000)
  await comeBack(page, MARI)
  const sources = page.getByRole('region', { name: 'Which record systems report here' })
  await expect(sources).toContainText(/1\d in all\./)
  await sources.getByText('Which record systems report here').click()
  const system = (name: string) => sources.getByRole('listitem').filter({ hasText: name })
  await expect(system(SYSTEMS.laboratory.name)).toContainText(/Last heard from .*It has not said what it leaves out\..*reported/)
  await expect(system(SYSTEMS.exchange.name)).toContainText('It says that it reports every look.')
  await expect(system(SYSTEMS.clinic.name)).toContainText('It says that it does not report: looks at paper records')

  // It usually reported every day, and stopped: the coverage of all record systems is read once a minute.
  await asOwner(async (owner) => {
    await owner.query(
      `INSERT INTO record_system (id, client_id, name, base_url, organisation, kind) VALUES ('island', 'island', 'Island Hospital records', 'https://island.example', 'Island Hospital', 'hospital') ON CONFLICT DO NOTHING`,
    )
    await owner.query(`INSERT INTO record_system_day (record_system, day, events, received_at, first_received_at, first_recorded_at, last_recorded_at)
      SELECT 'island', d, 1, d, d, d, d FROM generate_series(now() - interval '80 days', now() - interval '50 days', interval '1 day') AS d ON CONFLICT DO NOTHING`)
  })
  await expect(async () => {
    await page.reload()
    await expect(sources).toContainText(/Island Hospital records has reported no look since \d+ \w+ \d{4}/, { timeout: 2000 })
  }).toPass({ timeout: 100_000, intervals: [3000] })
  await expect(sources).toContainText('may be missing from this list')
  await expect(promise(page)).toContainText(ALL_ENTRIES)
  await asOwner((owner) => owner.query(`UPDATE record_system SET active = false WHERE id = 'island'`))
})
