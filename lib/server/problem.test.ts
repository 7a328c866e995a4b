import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { createDatabase } from '#lib/db/prisma.ts'
import messages from '../../messages/en.json' with { type: 'json' }
import { AppError, type AppErrorCode } from './app-error.ts'
import { forPage, respond } from './problem.ts'

const answerTo = async (error: unknown) => {
  const response = await respond(() => Promise.reject(error))
  return { response, body: await response.json() }
}

describe('an error', () => {
  const known: readonly (readonly [AppErrorCode, number, string])[] = [
    ['not-logged-in', 401, 'loggedOut.title'],
    ['assurance-too-low', 403, 'logIn.error.assuranceTooLow'],
    ['foreign-request', 403, 'problem.error.text'],
    ['not-found', 404, 'problem.notFound.text'],
    ['unavailable', 503, 'problem.error.text'],
  ]
  for (const [code, status, sentence] of known)
    test(`${code} is answered with ${status} and says ${sentence}, which is a message`, async () => {
      const message = sentence.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], messages)
      assert.equal(typeof message, 'string')
      const { response, body } = await answerTo(new AppError(code, { message: 'secret detail' }))
      assert.equal(response.status, status)
      assert.deepEqual(body, { code, sentence, ...(status >= 500 && { reference: body.reference }) })
      assert.equal(response.headers.get('cache-control'), 'no-store')
    })

  test('nobody foresaw is answered with a reference and nothing of what it said', async () => {
    const { response, body } = await answerTo(new Error('38001085718 is broken'))
    assert.equal(response.status, 500)
    assert.match(body.reference, /^[0-9a-f]{10}$/)
    assert.deepEqual(body, { code: 'internal', sentence: 'problem.error.text', reference: body.reference })
  })

  test('of a database that is away asks to try again later', async () => {
    const away = createDatabase('postgresql://nobody:x@127.0.0.1:9/nothing')
    const questions = [
      () => away.$transaction([away.$queryRaw`SELECT 1`]),
      () => away.session.findMany(),
      () => away.$transaction(async () => 1),
    ]
    for (const ask of questions) {
      const { response, body } = await answerTo(await ask().catch((error: unknown) => error))
      assert.equal(response.status, 503)
      assert.deepEqual(body, { code: 'unavailable', sentence: 'problem.error.text', reference: body.reference })
    }
    await away.$disconnect()
  })

  test('on a page says its code and reference, and nothing else; what Next throws to itself goes through', async () => {
    const thrown = async (error: unknown) =>
      forPage(() => Promise.reject(error)).catch((said: unknown) => said as Error & { digest?: string })
    const { message, digest, cause } = (await thrown(new Error('38001085718 is broken'))) as Error & { digest?: string }
    assert.doesNotMatch(message, /38001085718/)
    assert.match(digest ?? '', /^[0-9a-f]{10}$/)
    assert.equal(cause, undefined)
    const known = await thrown(new AppError('unavailable', { message: 'secret detail' }))
    assert.ok(known instanceof AppError && known.code === 'unavailable' && !/secret/.test(known.message))
    assert.match((known as { digest?: string }).digest ?? '', /^[0-9a-f]{10}$/)
    const redirect = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;…' })
    assert.equal(await thrown(redirect), redirect)
  })

  test('leaves in the log its reference and where it happened, and no person’s code or name', () => {
    const program = `
      import { problemOf } from '#lib/server/problem.ts'
      const cause = new Error('Key (value)=(38001085718) of Mari Maasikas already exists')
      const { problem } = problemOf(new Error('for EE38001085718', { cause }))
      console.log(problem.reference)`
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    const [line = '', reference = ''] = output.startsWith('{') ? output.split('\n') : output.split('\n').reverse().slice(1)
    assert.ok(reference !== '' && line.includes(reference) && line.includes('"frames"'))
    assert.doesNotMatch(line, /38001085718|Maasikas/)
  })

  test('of a token names its kind in WWW-Authenticate, with nothing that could end the field', () => {
    const challenge = (code: AppErrorCode, message: string) => new AppError(code, { message }).challenge
    assert.equal(challenge('token-missing', 'x'), 'Bearer realm="sightline"')
    assert.equal(challenge('not-found', 'x'), undefined)
    assert.equal(
      challenge('token-invalid', 'a "quoted"\r\nline \\'),
      `Bearer realm="sightline", error="invalid_token", error_description="a 'quoted'''line '"`,
    )
  })
})
