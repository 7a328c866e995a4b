import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createPool, type Pool } from '#lib/db/pool.ts'
import { type TestDatabase, testDatabase } from '#lib/db/testing.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { addStaff } from './register-staff.ts'
import { bring, logIn } from './testing-next.ts'
import { jar } from './testing-visitor.ts'

const ORIGIN = 'http://localhost:3000'
const { currentStaff, requireStaff, setUpStaff, staffOrLogIn } = await import('./staff.ts')
const { deskOf } = await import('./own-desk.ts')
const { changeByForm, readPlainForm } = await import('./by-form.ts')

describe('who is logged in as staff', () => {
  let database: TestDatabase
  let owner: Pool
  let kadri = ''
  before(async () => {
    database = await testDatabase()
    owner = createPool(database.ownerUrl)
    Object.assign(process.env, {
      WEB_ORIGIN: ORIGIN,
      WEB_DATABASE_URL: database.urls.web,
      STAFF_DATABASE_URL: database.urls.staff,
      SESSION_SECRET: 'only-for-tests-only-for-tests-only',
    })
    kadri = await addStaff(owner, { subject: 'EE49104179911', name: 'Kadri Kuusk', role: 'agent' })
  })
  after(async () => {
    await owner.end()
    await database.close()
  })
  beforeEach(() => jar.clear())

  test('is asked of the database: an agent is let in as an agent, and as nothing else', async () => {
    await logIn('EE49104179911', 'agent')
    assert.equal((await requireStaff(SUPPORT)).staff, kadri)
    await assert.rejects(requireStaff(['supervisor', 'officer']), { code: 'not-found' })
    assert.equal((await staffOrLogIn('/support', SUPPORT)).name, 'Kadri Kuusk')
    await assert.rejects(staffOrLogIn('/support/overview', ['supervisor']), /404/)
  })

  test('is nobody without a cookie, with a patient’s, with one of another key, and after the log-out', async () => {
    const token = await logIn('EE49104179911', 'agent')
    const outside = async () => {
      await assert.rejects(requireStaff(SUPPORT), { code: 'not-logged-in' })
      await assert.rejects(staffOrLogIn('/support/cases', SUPPORT), { digest: /;\/support\/login\?to=%2Fsupport%2Fcases;/ })
      assert.equal(await currentStaff(), undefined)
    }
    jar.clear()
    await outside()
    await bring({ kind: 'patient', sub: 'EE49104179911', name: 'Kadri', session: token.session })
    await outside()
    await bring(token, 'another-secret-another-secret-another')
    await outside()
    await bring(token)
    await setUpStaff().sessions.end(token, { everywhere: false })
    await outside()
  })

  test('keeps their session by what they do, and not by a page that looks at the clock', async () => {
    await logIn('EE49104179911', 'agent')
    const left = async (extend: boolean) => (await currentStaff({ extend }))?.secondsLeft ?? 0
    await owner.query(`UPDATE staff_session SET seen_at = now() - interval '10 minutes'`)
    assert.ok((await left(false)) <= 300)
    assert.ok((await left(false)) <= 300)
    assert.equal(await left(true), 900)
  })

  test('works at a desk with the database’s log-in for staff, and for their role alone', async () => {
    await logIn('EE49104179911', 'agent')
    const desk = await deskOf(SUPPORT)
    const [row] = await desk.database.$queryRaw<{ user: string }[]>`SELECT current_user::text AS user`
    assert.match(row?.user ?? '', /_staff$/)
    await assert.rejects(deskOf(['officer']), { code: 'not-found' })
  })

  const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    new Request(`${ORIGIN}/api/support/x`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', ...headers },
    })
  let worked = 0
  const change = (request: Request, roles = SUPPORT) =>
    changeByForm(request, {
      roles,
      page: '/support/x',
      read: readPlainForm,
      work: async () => {
        worked++
        return { path: '/support/x', query: { done: 'x' } }
      },
    })
  const leads = async (answer: Promise<Response>) => (await answer).headers.get('location')?.replace(ORIGIN, '')

  test('changes something by a form of our own page, made for this session', async () => {
    await logIn('EE49104179911', 'agent')
    const { visit } = await requireStaff(SUPPORT)
    assert.equal(await leads(change(form({ visit }))), '/support/x?done=x')
    assert.equal(worked, 1)
    await assert.rejects(change(form({ visit }, { 'sec-fetch-site': 'cross-site' })), { code: 'foreign-request' })
    await assert.rejects(change(form({ visit }), ['officer'] as unknown as typeof SUPPORT), { code: 'not-found' })
    const logInPage = '/support/login?to=%2Fsupport%2Fx'
    assert.equal(await leads(change(form({ visit: 'another' }))), logInPage)
    assert.equal(await leads(change(form({}))), logInPage)
    jar.clear()
    assert.equal(await leads(change(form({ visit }))), logInPage)
    assert.equal(worked, 1, 'and nothing of it was done')
  })
})
