import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { KADRI } from '#lib/dispute/demo.ts'
import { LIIS, MARI } from '#lib/event/demo/people.ts'
import { tick } from './asking.ts'
import { askAboutNewest, DECIDED, takeSteps } from './cases.ts'
import { violationsOf } from './checks.ts'
import { logIn } from './log-in.ts'
import { mailsTo, nextMail } from './mailbox.ts'
import { isSealed, keyOf, somebodyNew, submitLook } from './product.ts'

/** A question that nobody asked. */
const NO_QUESTION = randomUUID()

const told = (page: Page, text: string | RegExp) => expect(page.getByRole('status').filter({ hasText: text })).toBeVisible()

/** Somebody at whose record a nurse looked, and who asked about it. */
async function asker(change: Parameters<typeof askAboutNewest>[1] = {}) {
  const code = somebodyNew()
  await submitLook(code)
  return { code, at: await askAboutNewest({ code }, change) }
}

const picture = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#0a5481' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '58/1 22/1 0/1' } })
    .jpeg()
    .toBuffer()

test.describe('a question', () => {
  test('is followed from the menu: what is new, who holds it, what was written, the answer', async ({ page }) => {
    const { code, at } = await asker()
    await logIn(page, { code }, '/questions')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your questions')
    await expect(page.getByRole('list', { name: 'Questions' }).getByRole('listitem')).toHaveCount(1)
    await expect(page.getByText('With support')).toBeVisible()
    await takeSteps(at, KADRI, 'acknowledge', ['ask-patient', { text: 'Which day do you mean?' }])
    await page.goto('/people')
    await page.getByRole('link', { name: 'Questions, 1 with news' }).click()
    await expect(page.getByText('Your answer is needed')).toBeVisible()
    await page.getByRole('link', { name: 'I was not in care there then' }).click()
    await expect(page.getByText('You have to answer now.')).toBeVisible()
    await expect(page.getByText('The time for our answer rests since')).toBeVisible()
    await expect(page.getByText('Which day do you mean?')).toBeVisible()
    await expect(page.getByRole('list', { name: 'The entries that are asked about' })).toContainText('read your test results')
    await page.goto('/people')
    await expect(page.getByRole('link', { name: 'Questions', exact: true })).toBeVisible()
    await page.goto(`/questions/${at.id}`)
    await page.getByLabel('What you want to say').fill('The sixth of August.')
    await page.getByRole('button', { name: 'Send the answer' }).click()
    await told(page, 'Sent.')
    await expect(page.getByText('Support has to do the next thing.')).toBeVisible()
    await takeSteps(at, KADRI, ...DECIDED.slice(1))
    await page.reload()
    await expect(page.getByRole('heading', { name: 'It was a mistake', level: 2 })).toBeVisible()
    await expect(page.getByText('A nurse opened the wrong record.').first()).toBeVisible()
    expect(await violationsOf(page)).toEqual([])
  })

  test('is a look at the list: it stands there before any of its entries is sent', async ({ page }) => {
    const { code, at } = await asker()
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${at.id}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(at.reference)
    await expect.poll(() => isSealed(`record_system = 'portal' AND patient = $1`, keyOf(code))).toBe(true)
  })

  test('has a receipt with its reference, and says what is promised until when', async ({ page }) => {
    const { code, at } = await asker()
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${at.id}?sent=yes`)
    const receipt = page.getByRole('status').filter({ hasText: 'Your question has arrived' })
    await expect(receipt).toContainText(at.reference)
    await expect(receipt).toContainText('We confirm that we have it until')
    await expect(receipt).toContainText('You get our answer until')
  })

  for (const javaScriptEnabled of [true, false])
    test(`takes a file, and says beside the field why not${javaScriptEnabled ? '' : ', without scripts'}`, async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      const { code, at } = await asker()
      await logIn(page, { code }, '/questions')
      await page.goto(`/questions/${at.id}`)
      const send = async (files: readonly { name: string; mimeType: string; buffer: Buffer }[]) => {
        await page.getByLabel('What you want to say').fill('Look at this.')
        await page.getByLabel('Files, if you want').setInputFiles([...files])
        await page.getByRole('button', { name: 'Add it' }).click()
      }
      await send([{ name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<html><script>alert(1)</script>') }])
      await expect(page.getByLabel('Files, if you want')).toHaveAccessibleDescription(/Choose a PDF, PNG, JPEG or WebP/)
      await expect(page.getByLabel('What you want to say')).toHaveValue(javaScriptEnabled ? 'Look at this.' : '')
      await expect(page.getByText('Look at this.')).toHaveCount(0)
      await send([{ name: '../ho"liday.jpg', mimeType: 'image/jpeg', buffer: await picture() }])
      await told(page, 'Sent.')
      const link = page.getByRole('link', { name: /liday\.jpg/ })
      const answer = await page.request.get((await link.getAttribute('href')) ?? '')
      const { exif, format } = await sharp(await answer.body()).metadata()
      expect([exif, format]).toEqual([undefined, 'jpeg'])
      expect(answer.headers()).toMatchObject({
        'content-type': 'image/jpeg',
        'content-disposition': expect.stringMatching(/^attachment; filename="/),
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "sandbox; default-src 'none'",
      })
      await context.close()
    })

  test('takes no more bytes than a question may have', async ({ page }) => {
    const { code, at } = await asker()
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${at.id}`)
    await page.getByLabel('What you want to say').fill('Look at this.')
    const buffer = Buffer.concat([await picture(), Buffer.alloc(6 * 1024 * 1024)])
    await page
      .getByLabel('Files, if you want')
      .setInputFiles(Array.from({ length: 4 }, (_, i) => ({ name: `${i}.jpg`, mimeType: 'image/jpeg', buffer })))
    await page.getByRole('button', { name: 'Add it' }).click()
    await expect(page.getByText('Too large: at most 5 MB each, and 20 MB for the whole question.')).toBeVisible()
  })

  for (const javaScriptEnabled of [true, false])
    test(`is withdrawn when it was asked once more${javaScriptEnabled ? '' : ', without scripts'}`, async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      const { code, at } = await asker()
      await logIn(page, { code }, '/questions')
      await page.goto(`/questions/${at.id}`)
      await page.getByRole('link', { name: 'Withdraw the question' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Withdraw the question?')
      await page.getByRole('button', { name: 'Withdraw it' }).click()
      await told(page, 'The question is withdrawn.')
      await expect(page.getByRole('link', { name: 'Withdraw the question' })).toHaveCount(0)
      await page.goto(`/questions/${at.id}/withdraw`)
      await expect(page.getByText('As the question stands now, this is not possible.')).toBeVisible()
      await context.close()
    })

  test('is opened again with a reason', async ({ page }) => {
    const { code, at } = await asker()
    await takeSteps(at, KADRI, ...DECIDED)
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${at.id}`)
    await page.getByRole('link', { name: 'Open the question again' }).click()
    await page.getByLabel('What is wrong with the answer').fill(' ')
    await page.getByRole('button', { name: 'Open it again' }).click()
    await expect(page.getByLabel('What is wrong with the answer')).toHaveAccessibleDescription(/Write something here/)
    await page.getByLabel('What is wrong with the answer').fill('It was no mistake.')
    await page.getByRole('button', { name: 'Open it again' }).click()
    await told(page, 'The question is open again.')
  })

  test('is taken to the police with all of it in one file, which holds the proof', async ({ page }) => {
    const { code, at } = await asker()
    await logIn(page, { code }, '/questions')
    await page.goto(`/questions/${at.id}`)
    await page.getByRole('link', { name: 'Take it to another body' }).click()
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save the PDF' }).click()
    const download = await saving
    expect(download.suggestedFilename()).toBe(`sightline-${at.reference}.pdf`)
    const folder = await mkdtemp(join(tmpdir(), 'sightline-pack-'))
    const file = join(folder, 'pack.pdf')
    await download.saveAs(file)
    const run = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8' })
    if (!run('pdfinfo', '-v').error) {
      expect(run('pdfinfo', file).stdout).toMatch(/Tagged: +yes/)
      expect(run('pdfdetach', '-list', file).stdout).toContain('1-proof.sightline')
      const text = run('pdftotext', file, '-').stdout.replaceAll(/\s+/g, ' ')
      for (const part of [at.reference, code, 'I was not at this clinic in that month.', 'There is no answer yet.', 'test results'])
        expect(text).toContain(part)
    }
    await rm(folder, { recursive: true })
    await tick(page.getByRole('radio', { name: 'The police' }))
    await page.getByLabel('Why our answer is not enough').fill('It is my neighbour.')
    await page.getByRole('button', { name: 'Note that I take it there' }).click()
    await told(page, 'It is noted that another body has it now.')
    await expect(page.getByText('It is with the police now.')).toBeVisible()
  })

  test('with news is told of by one e-mail that says nothing, and not at all where contact is not safe', async ({ page }) => {
    const address = `news-${Date.now()}@mail.example`
    const { code, at } = await asker()
    await logIn(page, { code }, '/alerts')
    await page.getByRole('button', { name: 'Switch alerts on' }).click()
    await page.getByLabel('Your e-mail address').fill(address)
    await page.getByRole('button', { name: 'Send me a link' }).click()
    const link = /^http:\S+\/alerts\/confirm\?t=\S+/m.exec((await nextMail(address, 0)).text)?.[0] ?? ''
    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm the address' }).click()
    await told(page, 'Your e-mail address is confirmed.')
    const safe = await askAboutNewest({ code }, { safeContact: true })
    await takeSteps(safe, KADRI, 'acknowledge')
    await takeSteps(at, KADRI, 'acknowledge')
    const mail = await nextMail(address, 1)
    const words = mail.text.replace(address, '').replaceAll(/\?t=[\w-]+/g, '')
    for (const word of ['question', at.reference, safe.reference, 'Kadri', 'support', 'record', 'Somebody', code])
      expect(words).not.toContain(word)
    expect(mail.text).toContain('There is something new for you. Log in to see it.')
    expect((await mailsTo(address)).length).toBe(2)
  })

  test('is nobody else’s: its pages, its files and its steps are not there', async ({ page, browser, baseURL }) => {
    const { code, at } = await asker()
    await logIn(page, LIIS, '/questions')
    for (const path of [`/questions/${at.id}`, `/questions/${at.id}/withdraw`, `/questions/${NO_QUESTION}`]) {
      await page.goto(path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such question')
    }
    const own = { headers: { 'sec-fetch-site': 'same-origin', origin: baseURL ?? '' }, form: { visit: 'x' } }
    expect((await page.request.get(`/api/me/questions/${at.id}/pack`)).status()).toBe(404)
    expect((await page.request.get(`/api/me/questions/${at.id}/files/${NO_QUESTION}`)).status()).toBe(404)
    expect((await page.request.post(`/api/me/questions/${at.id}/withdraw`, own)).status()).toBe(404)
    const context = await browser.newContext()
    const mine = await context.newPage()
    await logIn(mine, { code }, '/questions')
    const post = (form: Record<string, string>, site = 'same-origin') =>
      mine.request.post(`/api/me/questions/${at.id}/withdraw`, { headers: { 'sec-fetch-site': site }, form, maxRedirects: 0 })
    expect((await post({ visit: 'of-another' })).status()).toBe(401)
    expect((await post({}, 'cross-site')).status()).toBe(403)
    expect((await mine.request.post(`/api/me/questions/${at.id}/constructor`, own)).status()).toBe(404)
    await context.close()
  })

  test('about a child is followed by the parent, with the child’s name above it', async ({ page }) => {
    await logIn(page, MARI, '/people')
    await page.getByRole('link', { name: 'Act for Mia Maasikas' }).click()
    await expect(page).toHaveURL(/\/for\/[0-9a-f-]{36}\/history$/)
    const place = new URL(page.url()).pathname.replace(/\/history$/, '')
    await page.goto(`${place}/questions`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Questions about Mia Maasikas')
    await expect(page.getByRole('region', { name: 'For whom you are acting' })).toBeVisible()
    expect((await page.goto(`${place}/questions/${NO_QUESTION}`))?.status()).toBe(404)
  })
})
