import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { QueueRow } from './queue-view.ts'
import { parseTemplate, staffForms } from './staff-forms.ts'

const row: QueueRow = {
  id: 'x',
  reference: 'S-2026-00001',
  state: 'submitted',
  severity: 2,
  reasons: ['other'],
  organisation: '90010001',
  automatic: false,
  assignee: null,
  reviewer: null,
  proposed: false,
  dueAt: null,
  due: null,
  submittedAt: new Date(0),
}
const agent = { staff: 'kadri', role: 'agent', visit: '' } as const
const supervisor = { staff: 'ene', role: 'supervisor', visit: '' } as const

test('before a case is opened, an agent can take it, look at a proposal, or keep away from it', () => {
  assert.deepEqual(staffForms({ row, me: agent, steps: ['acknowledge', 'note', 'conflict'] }), ['take', 'conflict'])
  const held = { ...row, assignee: 'marko' }
  assert.deepEqual(staffForms({ row: held, me: agent, steps: ['take-review', 'assign', 'conflict'] }), ['take-review', 'conflict'])
})

test('a supervisor gives it to somebody, or breaks the glass', () => {
  assert.deepEqual(staffForms({ row, me: supervisor, steps: ['assign', 'note', 'break-glass', 'conflict'] }), [
    'assign',
    'break-glass',
    'conflict',
  ])
})

test('who holds it makes its steps, gives it on, or releases it', () => {
  const shown = { row: { ...row, assignee: 'kadri' }, me: agent, opened: {} }
  assert.deepEqual(staffForms({ ...shown, steps: ['write', 'assign', 'decide', 'conflict', 'merge'] }), [
    'decide',
    'write',
    'assign',
    'release',
    'conflict',
  ])
})

test('a privacy officer has forms of their own', () => {
  assert.deepEqual(staffForms({ row, me: { staff: 'riina', role: 'officer', visit: '' }, steps: ['answer'], opened: {} }), [])
})

test('a template belongs to a form', () => {
  assert.deepEqual(parseTemplate('decide.mistaken'), { form: 'decide', template: 'mistaken' })
  for (const none of ['decide.justified', 'take.when', 'x', undefined, ['decide.mistaken']]) assert.equal(parseTemplate(none), undefined)
})
