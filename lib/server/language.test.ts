import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { rememberLanguage } from './language.ts'

const ORIGIN = 'https://sightline.example'
const choose = (language: string, more: Record<string, string> = {}, origin = ORIGIN) => {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', ...more }
  return rememberLanguage(new Request(`${origin}/api/language`, { method: 'POST', headers, body: `language=${language}` }), origin)
}

describe('a language that somebody chooses', () => {
  test('is remembered for a year, says nothing else, and is sent by our own pages', async () => {
    const answer = await choose('et')
    assert.deepEqual([answer.status, answer.headers.get('cache-control')], [303, 'no-store'])
    assert.equal(answer.headers.get('set-cookie'), 'language=et; Path=/; Max-Age=31536000; SameSite=Lax; Secure')
    const local = await choose('ru', {}, 'http://localhost:3000')
    assert.equal(local.headers.get('set-cookie'), 'language=ru; Path=/; Max-Age=31536000; SameSite=Lax')
  })

  const from: readonly (readonly [referer: string | undefined, to: string])[] = [
    [`${ORIGIN}/history?month=2026-03`, '/history?month=2026-03'],
    [`${ORIGIN}/verify#result`, '/verify'],
    [undefined, '/'],
    ['', '/'],
    [`${ORIGIN}/api/logout`, '/'],
    [`${ORIGIN}//evil.example`, '/'],
    [`${ORIGIN}.evil.example/history`, '/'],
    ['https://evil.example/history', '/'],
    ['http://sightline.example/history', '/'],
    ['javascript:alert(1)', '/'],
  ]
  for (const [referer, to] of from)
    test(`leads from ${referer} to ${to}`, async () => {
      const answer = await choose('et', referer === undefined ? {} : { referer })
      assert.equal(answer.headers.get('location'), ORIGIN + to)
    })

  for (const language of ['', 'fi', 'toString', 'et%0d%0aX: y', 'et; Domain=example'])
    test(`is refused when it is ${JSON.stringify(language)}`, async () => {
      await assert.rejects(choose(language), { code: 'bad-request' })
    })

  test('is not chosen by another site, nor by what is no form', async () => {
    await assert.rejects(choose('et', { 'sec-fetch-site': 'cross-site' }), { code: 'foreign-request' })
    await assert.rejects(choose('et', { 'content-type': 'text/plain' }), { code: 'unsupported-media-type' })
  })
})
