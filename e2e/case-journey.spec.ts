import { type Browser, expect, type Page, test } from '@playwright/test'
import { ENE, KADRI, MARKO, RIINA } from '#lib/dispute/demo.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { askAboutFirst, asked, checkAndSend, fillIn, tick } from './asking.ts'
import { seal } from './ledger.ts'
import { rows } from './list.ts'
import { ALL_ENTRIES, logIn } from './log-in.ts'
import { asOwner, keyOf, somebodyNew } from './product.ts'
import { logInStaff } from './staff.ts'

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const open = (page: Page, name: string) => page.locator('summary').filter({ hasText: name }).click()

test('one question from the entry to its answer, with four people at work; who of them looked stands in the list, verified', async ({
  browser,
  baseURL,
}) => {
  test.slow()
  const code = somebodyNew()
  const { hospital } = SYSTEMS
  await seal(
    code,
    {
      actor: { kind: 'professional' },
      organisation: { name: hospital.organisation, identifier: { value: hospital.register } },
      data: [{ category: 'laboratory', title: 'Blood count' }],
      origin: { id: hospital.id, name: hospital.name },
    },
    'Anna Berg',
  )
  const [patient, agent, officer, supervisor] = await Promise.all([1, 2, 3, 4].map(() => somebody(browser, baseURL)))
  if (!patient || !agent || !officer || !supervisor) throw new Error('four people')

  await logIn(patient, { code })
  await askAboutFirst(patient)
  await fillIn(patient)
  await checkAndSend(patient)
  const { rows: cases } = await asOwner((owner) => owner.query('SELECT id, reference FROM dispute WHERE patient = $1', [keyOf(code)]))
  const { id, reference } = cases[0] as { id: string; reference: string }

  await logInStaff(agent, KADRI)
  await agent.goto(`/support/cases/${id}`)
  await press(agent, 'Take this question')
  await expect(agent.getByText('Verified', { exact: true }).first()).toBeVisible()
  await press(agent, 'Begin')
  await open(agent, 'Ask the organisation')
  await agent.getByLabel('Question to the organisation').fill('Why did she look at this record?')
  await press(agent, 'Send to the organisation')

  await logInStaff(officer, RIINA)
  await officer.goto(`/support/answers/${id}`)
  await tick(officer.getByRole('radio', { name: 'It was a mistake' }))
  await officer.getByRole('combobox', { name: 'On what ground?' }).selectOption('There was no ground')
  await officer.getByRole('textbox', { name: 'In your words' }).fill('She took the wrong record.')
  await press(officer, 'Preview the answer')
  await press(officer, 'Send the answer')
  await expect(officer.getByRole('heading', { name: `Answer of ${hospital.organisation}` })).toBeVisible()

  await logInStaff(supervisor, ENE)
  await supervisor.goto(`/support/cases/${id}`)
  await open(supervisor, 'Give it to somebody')
  await supervisor.getByLabel('To whom').selectOption({ label: `${MARKO.givenName} ${MARKO.familyName}` })
  await press(supervisor, 'Give')
  await logInStaff(agent, MARKO)
  await agent.goto(`/support/cases/${id}`)
  await expect(agent.getByText('She took the wrong record.').first()).toBeVisible()
  await press(agent, 'Begin to examine')
  const form = agent.locator('#step-decide')
  await form.locator('summary').first().click()
  await form.getByRole('combobox', { name: 'Answer', exact: true }).selectOption({ label: 'It was a mistake' })
  await form.getByLabel('Answer to the patient, in plain words').fill('A nurse opened your record by mistake. She has been told.')
  await form.getByRole('button', { name: 'Send the answer' }).click()
  await expect(agent.getByRole('heading', { name: 'It was a mistake' })).toBeVisible()

  await patient.goto(`/questions/${id}`)
  await expect(patient.getByText('A nurse opened your record by mistake.').first()).toBeVisible()
  await patient.goto('/history')
  await expect(patient.getByText(ALL_ENTRIES)).toBeVisible()
  await expect(asked(patient).first()).toContainText(`· Answered · It was a mistake · Question ${reference}`)
  for (const name of ['Kadri Kuusk', 'Riina Mägi', 'Marko Laas']) {
    const look = rows(patient).filter({ hasText: name })
    await expect(look).toContainText(reference)
    await expect(look.getByText('Verified', { exact: true })).toBeVisible()
  }
  await expect(rows(patient).filter({ hasText: 'Ene Sepp' }), 'who gave it on has not looked').toHaveCount(0)
})

async function somebody(browser: Browser, baseURL: string | undefined): Promise<Page> {
  return (await browser.newContext({ locale: 'en-GB', ...(baseURL && { baseURL }) })).newPage()
}
