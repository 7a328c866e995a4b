import { type APIRequestContext, expect, test } from '@playwright/test'
import { askAboutFirst, asked, casesOf, checkAndSend, elsewhere, fillIn, heading, lookedAt, QUESTION, tick } from './asking.ts'
import { alter } from './fork.ts'
import { rows } from './list.ts'
import { logIn } from './log-in.ts'
import { asOwner, keyOf, somebodyNew } from './product.ts'

test('what is asked again about an entry becomes a part of the question that is open, and the person is told', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  for (const round of [1, 2]) {
    await page.goto('/history')
    await askAboutFirst(page)
    await fillIn(page)
    await checkAndSend(page)
    await expect(page).toHaveURL(round === 1 ? /sent=yes$/ : /sent=joined$/)
  }
  const [only, ...more] = await casesOf(code)
  expect([more.length, only?.events, only?.proofs]).toEqual([0, 2, 2])
  expect(page.url()).toContain(only?.id)
})

test('who acts for somebody asks for them while they may; both see it at the entry', async ({ page }) => {
  const [person, representative] = [await lookedAt(), somebodyNew()]
  await logIn(page, { code: representative })
  const elsewherePage = await elsewhere(page)
  await logIn(elsewherePage, { code: person })
  const id = await asOwner(async (owner) => {
    const { rows: made } = await owner.query<{ id: string }>(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, since, source)
       VALUES ($1, $2, 'guardian', 'Somebody Represented', 'Somebody Acting', '2020-01-01', 'a test') RETURNING id`,
      [keyOf(person), keyOf(representative)],
    )
    return made[0]?.id
  })
  await page.goto(`/for/${id}/history`)
  await askAboutFirst(page)
  await expect(page).toHaveURL(new RegExp(`/for/${id}/questions/draft/`))
  await expect(page.getByRole('region', { name: 'For whom you are acting' })).toContainText('Somebody Represented')
  await expect(rows(page).first()).not.toContainText('your test results')
  await tick(page.getByRole('checkbox', { name: 'The person was not in care there then' }))
  await tick(page.getByRole('checkbox', { name: 'An explanation' }))
  await checkAndSend(page)
  expect(await casesOf(person)).toMatchObject([{ asker: 'representative', verdicts: 'verified', proofs: 1 }])
  await page.goto(`/for/${id}/history`)
  await expect(asked(page)).toHaveCount(1)
  await elsewherePage.reload()
  await expect(rows(elsewherePage).filter({ hasText: /asked about this on .* · Sent/ })).toHaveCount(1)

  await page.goto(`/for/${id}/history`)
  await askAboutFirst(page)
  const draft = page.url()
  await asOwner((owner) => owner.query('UPDATE representation SET ended_at = now() WHERE id = $1', [id]))
  await page.getByRole('button', { name: 'Save and go on' }).last().click()
  await expect(heading(page, 'You cannot act for this person')).toBeVisible()
  expect((await page.goto(draft))?.status()).toBe(404)
  await elsewherePage.context().close()
})

test('where the list does not match nothing is asked: the way leads to what a mismatch means', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  await fillIn(page)
  const draft = page.url()
  const visit = await page.locator('input[name="visit"]').first().inputValue()
  await alter(page, (answer) => ({ ...answer, entries: answer.entries.slice(1) }))
  await page.getByRole('button', { name: 'Save and go on' }).last().click()
  await expect(page.getByRole('alert').filter({ hasText: 'does not match the log' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send the question' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Go to your list' }).click()
  await expect(page.getByRole('alert', { name: 'Does not match' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Choose entries to ask about' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Details' }).first()).toBeEnabled()
  await page.getByRole('button', { name: 'Details' }).first().click()
  await expect(page.getByRole('button', { name: 'Ask about this entry' })).toHaveCount(0)
  const answer = await page.request.post(`/api/me/questions/drafts/${draft.split('/').at(-1)}/send`, {
    multipart: { visit, verdicts: 'mismatch' },
    headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
  })
  expect(await answer.text()).toContain('Nothing was sent')
  expect(await casesOf(code)).toEqual([])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('a question waits for the check of its entries, and is sent also where that cannot be made', async ({ page }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  await fillIn(page)
  await page.route('**/api/me/history*', (route) => route.abort())
  await page.getByRole('button', { name: 'Save and go on' }).last().click()
  await page.getByRole('button', { name: 'Send the question' }).first().click()
  await expect(page).toHaveURL(QUESTION)
  expect(await casesOf(code)).toMatchObject([{ verdicts: 'unchecked', proofs: 0 }])
  await page.unrouteAll({ behavior: 'ignoreErrors' })
})

test('a draft is found and changed by nobody else, by no other site, and in no other session', async ({ page, request }) => {
  const code = await lookedAt()
  await logIn(page, { code })
  await askAboutFirst(page)
  const id = new URL(page.url()).pathname.split('/').at(-1)
  const visit = await page.locator('input[name="visit"]').first().inputValue()
  const post = (who: APIRequestContext, change: string, form: Record<string, string>, site = 'same-origin') =>
    who.post(`/api/me/questions/drafts${change}`, { form, headers: { 'sec-fetch-site': site }, maxRedirects: 0 })
  const changes = [`/${id}/save`, `/${id}/send`, `/${id}/discard`, '']
  for (const change of changes) {
    expect((await post(request, change, { visit })).status(), change).toBe(401)
    expect((await post(page.request, change, { visit }, 'cross-site')).status(), change).toBe(403)
    expect((await post(page.request, change, {})).status(), change).toBe(401)
    expect((await post(page.request, change, { visit: 'of-another' })).status(), change).toBe(401)
  }
  expect((await post(page.request, `/${id}/no-such`, { visit })).status()).toBe(404)
  expect((await post(page.request, '', { visit, entries: '99' })).status()).toBe(404)
  expect((await post(page.request, '', { visit, entries: '0', draft: 'x' })).status()).toBe(404)

  const other = await elsewhere(page)
  await logIn(other, { code: somebodyNew() })
  expect((await other.goto(`/questions/draft/${id}`))?.status()).toBe(404)
  await expect(heading(other, 'There is no such draft')).toBeVisible()
  await other.goto('/questions/choose')
  const theirs = await other.locator('input[name="visit"]').first().inputValue()
  for (const change of [`/${id}/save`, `/${id}/send`])
    expect((await post(other.request, change, { visit: theirs })).status(), change).toBe(404)
  await other.context().close()
  await page.reload()
  await expect(rows(page).filter({ hasText: 'Anna Berg' })).toHaveCount(1)
  expect(await casesOf(code)).toEqual([])
})
