import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addedSinceProposal } from './added.ts'
import type { StepName } from './machine.ts'

const added = (...steps: StepName[]) => addedSinceProposal(steps.map((step) => ({ step }))).map(({ step }) => step)

test('what was added after the last proposal is told apart from what was there', () => {
  assert.deepEqual(added('submit', 'inform', 'review'), [])
  assert.deepEqual(added('submit', 'inform', 'review', 'propose', 'note', 'take-review', 'remind'), [])
  assert.deepEqual(added('submit', 'propose', 'inform', 'ask-patient', 'join', 'inform'), ['inform', 'join', 'inform'])
  assert.deepEqual(added('submit', 'propose', 'inform', 'return', 'propose', 'inform'), ['inform'])
})
