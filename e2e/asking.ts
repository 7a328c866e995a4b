import { expect, type Locator, type Page } from '@playwright/test'
import en from '../messages/en.json' with { type: 'json' }
import { rows } from './list.ts'
import { asOwner, keyOf, somebodyNew, submitLook } from './product.ts'

export const DRAFT = /\/questions\/draft\/[0-9a-f-]{36}$/
export const QUESTION = /\/questions\/[0-9a-f-]{36}\?sent=/

type Words = typeof en

/** The target of a check box is its whole line: its label lies over it. */
export const tick = (box: Locator) => box.check({ force: true })

/** Opens the first line of the list and begins a question about it. */
export async function askAboutFirst(page: Page, { timeline, verdict }: Words = en): Promise<void> {
  const line = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Anna Berg' }).first()
  await expect(line).toContainText(verdict.verified)
  await line.getByRole('button', { name: timeline.details }).click()
  await line.locator('form[action*="questions"] button').click()
  await expect(page).toHaveURL(DRAFT)
}

/** Ticks the least that a question needs. */
export async function fillIn(page: Page, { dispute }: Words = en): Promise<void> {
  await tick(page.getByRole('checkbox', { name: dispute.reason['not-in-care'] }))
  await tick(page.getByRole('checkbox', { name: dispute.want.explanation }))
}

/** From the form by the page to check it to the question. */
export async function checkAndSend(page: Page, { asking }: Words = en): Promise<void> {
  await page.getByRole('button', { name: asking.save }).last().click()
  await expect(page.getByRole('heading', { level: 1, name: asking.check.title })).toBeVisible()
  // Beside it stands one for browsers without scripts, until the scripts run.
  await page.getByRole('button', { name: asking.check.send }).first().click()
  await expect(page).toHaveURL(QUESTION)
}

export type Case = {
  readonly id: string
  readonly asker: string
  readonly events: number
  readonly verdicts: string
  readonly proofs: number
}

/** The questions about a person's list, as they are stored. */
export function casesOf(code: string): Promise<readonly Case[]> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<Case>(
      `SELECT id, asker, events, (SELECT string_agg(verdict, ',') FROM dispute_entry e WHERE e.patient = d.patient AND e.dispute = d.id) AS verdicts,
              (SELECT count(*)::int FROM dispute_file f WHERE f.patient = d.patient AND f.dispute = d.id AND f.kind = 'proof') AS proofs
       FROM dispute d WHERE patient = $1 ORDER BY submitted_at`,
      [keyOf(code)],
    )
    return rows
  })
}

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
export const asked = (page: Page) => rows(page).filter({ hasText: 'You asked about this on' })

/** Somebody whom Anna Berg has looked at once. */
export async function lookedAt(): Promise<string> {
  const code = somebodyNew()
  await submitLook(code)
  return code
}

/** Another browser. */
export async function elsewhere(page: Page, options: { readonly javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const baseURL = new URL(page.url()).origin
  const context = await page
    .context()
    .browser()
    ?.newContext({ baseURL, ...options })
  if (!context) throw new Error('There is no browser.')
  return context.newPage()
}
