import { randomUUID } from 'node:crypto'
import { type APIResponse, type BrowserContext, expect, test } from '@playwright/test'
import { ENE, KADRI, RIINA } from '#lib/dispute/demo.ts'
import { LIIS } from '#lib/event/demo/people.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { type OpenedCase, openCaseOf, takeSteps } from './cases.ts'
import { logIn } from './log-in.ts'
import { type Asker, type Permission, type PermissionAnswer, readPermissions } from './permissions.ts'
import { asOwner, keyOf, somebodyNew } from './product.ts'
import { logInStaff } from './staff.ts'

/** What stands for each `:name` of an address: of the case that everybody here has a part in, and of one in which they have none. */
type Places = Readonly<Record<string, string>>
type Somebody = { readonly context: BrowserContext; readonly visit: string }

const [PATIENT, ANOTHER, REPRESENTATIVE] = [somebodyNew(), somebodyNew(), somebodyNew()]
const PAST_ANY_LOG_IN = /^\/(support\/)?login\?/

test.describe('each page and address', () => {
  const who = new Map<Asker, Somebody>()
  let own: Places
  let foreign: Places

  test.beforeAll(async ({ browser, baseURL }) => {
    test.setTimeout(180_000)
    const hospital = { organisation: { name: SYSTEMS.hospital.organisation, identifier: { value: SYSTEMS.hospital.register } } }
    const mine = await openCaseOf({ code: PATIENT }, { event: hospital })
    const another = await openCaseOf({ code: ANOTHER })
    const asking = { text: 'Why?', provider: SYSTEMS.hospital.register }
    await takeSteps(mine, KADRI, 'acknowledge', 'triage', ['ask-provider', asking])
    own = await placesOf(mine, PATIENT)
    foreign = await placesOf(another, ANOTHER)
    const open = async (asker: Asker, enter: (page: Awaited<ReturnType<BrowserContext['newPage']>>) => Promise<unknown>, form: string) => {
      const context = await browser.newContext({ baseURL: baseURL ?? '' })
      const page = await context.newPage()
      await enter(page)
      await page.goto(form)
      const visit = await page.locator('input[name=visit]').first().getAttribute('value')
      who.set(asker, { context, visit: visit ?? '' })
    }
    await open('patient', (page) => logIn(page, { code: PATIENT }), '/alerts')
    await open('representative', (page) => logIn(page, { code: REPRESENTATIVE }), '/alerts')
    await open('agent', (page) => logInStaff(page, KADRI), `/support/cases/${mine.id}`)
    await open('officer', (page) => logInStaff(page, RIINA), `/support/answers/${mine.id}`)
    await open('supervisor', (page) => logInStaff(page, ENE), `/support/cases/${mine.id}`)
    who.set('nobody', { context: await browser.newContext({ baseURL: baseURL ?? '' }), visit: '' })
  })
  test.afterAll(() => Promise.all([...who.values()].map(({ context }) => context.close())))

  // Those that end a session come last.
  const isEnd = ({ path }: Permission) => /\/(logout|leave)$/.test(path)
  for (const permission of readPermissions().toSorted((a, b) => Number(isEnd(a)) - Number(isEnd(b))))
    test(`answers as the table says: ${permission.method} ${permission.path}`, async () => {
      for (const [asker, answer] of Object.entries(permission.answers) as [Asker, PermissionAnswer][]) {
        expect(kindOf(await request(permission, asker, own)), `${asker}`).toBe(answer)
        if (answer !== 'yes' || !/:(id|acting|agent|file)/.test(permission.path)) continue
        // Who works here sees of every case that it waits, so theirs is one that there is not.
        const strange = asker === 'agent' || asker === 'supervisor' ? NOWHERE : foreign
        const refused = await request(permission, asker, strange)
        if (permission.method === 'POST') expect(isDone(refused), `${asker}, of somebody else`).toBe(false)
        else expect(kindOf(refused), `${asker}, of somebody else`).toBe('none')
      }
    })

  async function request({ method, path }: Permission, asker: Asker, places: Places): Promise<APIResponse> {
    const somebody = who.get(asker)
    if (!somebody) throw new Error(asker)
    const all: Record<string, string> = { ...places, id: places[idAt(path)] ?? '', ...changeAt(path) }
    if (asker === 'officer') all.file = places.answer ?? ''
    const url = path.replaceAll(/:(\w+)/g, (_, name: string) => all[name] ?? name)
    const query = path.endsWith('.csv') ? '?table=figures' : ''
    const headers = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
    const fields = { visit: somebody.visit }
    const body = path.includes('/answers/') ? { multipart: fields } : { form: fields }
    return somebody.context.request.fetch(`${url}${query}`, { method, maxRedirects: 0, headers, ...(method === 'POST' && body) })
  }
})

/** Whether a form was carried out; what is wrong in it may be said before it is asked whose something is. */
function isDone(answer: APIResponse): boolean {
  return answer.status() < 400 && !/[?&]problem=/.test(answer.headers().location ?? '')
}

function kindOf(answer: APIResponse): PermissionAnswer {
  const { location = '' } = answer.headers()
  if (answer.status() === 401 || (location !== '' && PAST_ANY_LOG_IN.test(location.replace(/^https?:\/\/[^/]+/, '')))) return 'log-in'
  return answer.status() === 404 ? 'none' : 'yes'
}

/** Of what an address's `:id` is. */
function idAt(path: string): string {
  if (path.includes('/draft')) return path.includes(':acting') ? 'drafts' : 'draft'
  return ['causes', 'incidents', 'assisted'].find((word) => path.includes(`/${word}`)) ?? 'case'
}

/** A change that there is at this address. */
function changeAt(path: string): Places {
  if (path.endsWith('/:step') && !path.startsWith('/api')) return { step: 'withdraw' }
  if (path.includes('/api/me/questions/:id') || path.includes('/:acting/questions/:id')) return { step: 'inform' }
  if (path.includes('drafts/:id')) return { change: 'save' }
  if (path.includes('alerts')) return { change: 'read' }
  if (path.includes('views')) return { change: 'save' }
  if (path.includes('samples')) return { change: 'draw' }
  if (path.includes('assisted')) return { change: 'start' }
  if (path.includes('causes')) return { step: 'draft' }
  return { step: 'note', nextauth: 'callback/oidc' }
}

const NOWHERE: Places = Object.fromEntries(
  ['case', 'draft', 'drafts', 'causes', 'incidents', 'assisted', 'acting', 'agent', 'file', 'answer'].map((name) => [name, randomUUID()]),
)

/** Puts beside a case what else there may be of it: a draft, a file for everybody, somebody who may act, a cause, an incident. */
function placesOf({ id, patient, index, reference }: OpenedCase, code: string): Promise<Places> {
  return asOwner(async (owner) => {
    const one = async (sql: string, ...values: readonly unknown[]): Promise<string> =>
      (await owner.query<{ id: string }>(`${sql} RETURNING id`, [...values])).rows[0]?.id ?? ''
    const representative = keyOf(code === PATIENT ? REPRESENTATIVE : LIIS.code)
    const draft = (author: string) =>
      one('INSERT INTO dispute_draft (patient, author, entries) VALUES ($1, $2, ARRAY[$3::bigint])', patient, author, index)
    const acting = await one(
      `INSERT INTO representation (patient, representative, kind, patient_name, representative_name, since, until, source)
       VALUES ($1, $2, 'mandate', 'Somebody', 'Who acts', '2020-01-01', '2099-01-01', 'test')`,
      patient,
      representative,
    )
    const { rows } = await owner.query<{ id: string }>('SELECT id FROM staff WHERE subject = $1', [`EE${KADRI.code}`])
    const kadri = rows[0]?.id ?? ''
    const fileFor = (number: number, audience: string) =>
      one(
        `INSERT INTO dispute_file (patient, dispute, number, kind, name, type, bytes, audience)
         VALUES ($1, $2, $3, 'attachment', 'a.png', 'image/png', '\\x89', $4)`,
        ...[patient, id, number, audience],
      )
    const assisted = await one(
      `INSERT INTO assisted (patient, staff, reference, system, value, name, locale, way, document, document_end, until, dispute)
       VALUES ($1, $2, $3, 'https://fhir.ee/sid/pid/est/ni', $4, 'Somebody', 'en-GB', 'desk', 'passport', '1234', now() + interval '50 minutes', $5)`,
      ...[patient, kadri, reference, code, id],
    )
    await owner.query('INSERT INTO case_review (patient, dispute, drawn_by) SELECT $1, $2, id FROM staff WHERE subject = $3', [
      patient,
      id,
      `EE${ENE.code}`,
    ])
    const causes = await one(`INSERT INTO cause (title, description, created_by) VALUES ('A cause', 'Of a test.', $1)`, kadri)
    const incidents = await one(
      `INSERT INTO incident (reference, code, digest, evidence, proved) VALUES ($1::text, 'forked', sha256(convert_to($1::text, 'UTF8')), '{}', false)`,
      `I-${randomUUID()}`,
    )
    return {
      case: id,
      draft: await draft(patient),
      drafts: await draft(representative),
      acting,
      file: await fileFor(1, 'everybody'),
      answer: await fileFor(4, 'provider'),
      assisted,
      causes,
      incidents,
      agent: kadri,
    }
  })
}
