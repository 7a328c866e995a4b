import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { STATES } from './kinds.ts'
import { HOLDERS, holderOf, wayOf } from './way.ts'

const way = (...marks: readonly (readonly [step: string, state: string])[]) =>
  wayOf(marks.map(([step, state]) => ({ step: step as 'submit', state: state as 'submitted', at: '2026-11-26T12:00:00.000Z' }))).map(
    ({ stage, is }) => `${stage}: ${is}`,
  )
const SUBMITTED = ['submit', 'submitted'] as const
const TRIAGE = [SUBMITTED, ['acknowledge', 'acknowledged'], ['triage', 'triage']] as const

describe('the way of a question', () => {
  test('begins when it is sent', () => {
    assert.deepEqual(way(SUBMITTED), ['sent: now', 'received: to-come', 'looked-at: to-come', 'examined: to-come', 'answered: to-come'])
  })

  test('leads by the organisation where one was asked, and only there', () => {
    const asked = [...TRIAGE, ['ask-provider', 'awaiting_provider']] as const
    const expected = ['sent: done', 'received: done', 'looked-at: done', 'organisation: now', 'examined: to-come', 'answered: to-come']
    assert.deepEqual(way(...asked), expected)
    assert.deepEqual(way(...TRIAGE, ['review', 'under_review']), [
      ...['sent: done', 'received: done', 'looked-at: done', 'examined: now', 'answered: to-come'],
    ])
    assert.ok(way(...asked, ['answer', 'provider_answered'], ['review', 'under_review']).includes('organisation: done'))
  })

  test('stands still where it stood while the patient is asked', () => {
    assert.ok(way(...TRIAGE, ['ask-patient', 'needs_info']).includes('looked-at: now'))
  })

  test('stops where it was withdrawn, or went to another body', () => {
    for (const state of ['withdrawn', 'escalated']) assert.ok(way(...TRIAGE, ['withdraw', state]).includes('looked-at: stopped'))
  })

  test('is all done when it is answered, and begins anew when it is opened again', () => {
    const decided = [...TRIAGE, ['ask-provider', 'awaiting_provider'], ['review', 'under_review'], ['decide', 'decided']] as const
    for (const line of way(...decided)) assert.match(line, /: done$/)
    for (const line of way(...decided, ['close', 'closed'])) assert.match(line, /: done$/)
    assert.deepEqual(way(...decided, ['reopen', 'reopened']), [
      ...['sent: done', 'received: now', 'looked-at: to-come', 'examined: to-come', 'answered: to-come'],
    ])
  })
})

test('somebody holds every question that is open, and nobody one that is answered or withdrawn', () => {
  for (const state of STATES) {
    const holder = holderOf(state)
    assert.ok(HOLDERS.includes(holder))
    assert.equal(holder === 'nobody', ['decided', 'closed', 'withdrawn'].includes(state), state)
  }
  assert.deepEqual([holderOf('needs_info'), holderOf('awaiting_provider'), holderOf('escalated')], ['patient', 'organisation', 'body'])
})
