import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type IncidentFacts, incidentSteps, mayStep, stateAfterStep } from './incident.ts'

const facts = (change: Partial<IncidentFacts> = {}): IncidentFacts => ({ state: 'reported', proved: true, frozen: false, ...change })

describe('a security incident', () => {
  test('is looked at by agents, who add what they know and decide nothing', () => {
    for (const state of ['reported', 'confirmed', 'contained', 'decided', 'unfounded'] as const)
      assert.deepEqual(incidentSteps(facts({ state, proved: false }), 'agent'), ['note'])
    assert.equal(mayStep(facts(), 'confirm', 'agent'), 'not-yours')
  })

  test('is nothing for a privacy officer of an organisation', () => {
    assert.deepEqual(incidentSteps(facts(), 'officer'), [])
  })

  test('that is proved is never called unfounded', () => {
    assert.deepEqual(incidentSteps(facts(), 'supervisor'), ['note', 'confirm'])
    assert.deepEqual(incidentSteps(facts({ proved: false }), 'supervisor'), ['note', 'confirm', 'dismiss'])
  })

  test('is confirmed, contained and decided, in that order, and published last', () => {
    assert.equal(stateAfterStep('reported', 'confirm'), 'confirmed')
    assert.deepEqual(incidentSteps(facts({ state: 'confirmed' }), 'supervisor'), ['note', 'freeze', 'contain'])
    assert.equal(stateAfterStep('confirmed', 'freeze'), 'confirmed')
    assert.equal(stateAfterStep('confirmed', 'contain'), 'contained')
    assert.deepEqual(incidentSteps(facts({ state: 'contained', frozen: true }), 'supervisor'), ['note', 'freeze', 'decide', 'release'])
    assert.equal(stateAfterStep('contained', 'decide'), 'decided')
    assert.deepEqual(incidentSteps(facts({ state: 'decided' }), 'supervisor'), ['note', 'publish'])
    assert.deepEqual(incidentSteps(facts({ state: 'unfounded', proved: false }), 'supervisor'), ['note'])
  })
})
