import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { answerOf, sayingWhy } from './answer.ts'

const PAGE = 'https://sightline.example/support/cases/7'

describe('a form that a script has sent', () => {
  test('has arrived where the page is said to say so', () =>
    assert.deepEqual(answerOf(200, { to: `${PAGE}?done=note` }), { what: 'arrived', to: `${PAGE}?done=note` }))

  test('is refused where the page is said to say why', () =>
    assert.deepEqual(answerOf(200, { to: `${PAGE}?problem=note` }), { what: 'refused', to: `${PAGE}?problem=note` }))

  test('of a session that has ended leads to the log-in page', () => {
    const to = 'https://sightline.example/support/login?to=%2Fsupport%2Fcases%2F7'
    assert.deepEqual(answerOf(401, { to }), { what: 'loggedOut', to })
  })

  test('failed with whatever else is answered, under the reference that stands in the log', () => {
    assert.deepEqual(answerOf(503, { code: 'unavailable', sentence: 'problem.error.text', reference: 'ab12' }), {
      what: 'failed',
      reference: 'ab12',
    })
    for (const said of [{}, { code: 'not-found' }]) assert.deepEqual(answerOf(404, said), { what: 'failed' })
  })
})

test('a form of which no answer of ours came may have arrived', () => {
  for (const [status, said] of [
    [0, undefined],
    [502, undefined],
    [500, null],
  ] as const)
    assert.deepEqual(answerOf(status, said), { what: 'unanswered' })
})

describe('the page that says why a form was refused', () => {
  test('keeps with what its forms have begun, and says no more what was done before', () =>
    assert.equal(
      sayingWhy(`${PAGE}?problem=propose`, `${PAGE}?template=propose.justified&done=review&problem=notNow#step-propose`),
      `${PAGE}?template=propose.justified&problem=propose`,
    ))

  test('is another one as it is', () =>
    assert.equal(
      sayingWhy('https://sightline.example/support?problem=conflict', `${PAGE}?template=note.x`),
      'https://sightline.example/support?problem=conflict',
    ))
})
