import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Facts, overall } from './overall.ts'

const WELL: Facts = {
  checkpoint: {},
  witnesses: [{ late: false }],
  auditors: [{ late: false }],
  fsck: { differences: 0, late: false },
  incidents: [{}],
  coverage: {
    systems: [
      {
        active: true,
        gaps: [
          { kind: 'silent', to: '2026-01-01' },
          { kind: 'late', to: '2026-01-01' },
        ],
      },
    ],
  },
}
const silent = (active: boolean): Partial<Facts> => ({ coverage: { systems: [{ active, gaps: [{ kind: 'silent' }] }] } })

const TABLE: readonly (readonly [string, Partial<Facts>, string, readonly string[]])[] = [
  ['when nothing is amiss, everything works, whatever was missing long ago', {}, 'works', []],
  ['a checkpoint that is too old is late', { checkpoint: { waiting: 'stale' } }, 'late', ['stale']],
  ['a checkpoint without its quorum is late', { checkpoint: { waiting: 'quorum-not-met' } }, 'late', ['quorum-not-met']],
  ['a witness that does not sign is late', { witnesses: [{ late: false }, { late: true }] }, 'late', ['witness-late']],
  ['an auditor that does not sign is late', { auditors: [{ late: true }] }, 'late', ['auditor-late']],
  [
    'entries that are frozen are wrong, whatever else is well',
    { incidents: [{}, { frozen: { first: 0, last: 1 } }] },
    'wrong',
    ['entries-frozen'],
  ],
  ['incidents that cannot be read are unknown', { incidents: 'unreadable' }, 'unknown', ['database-unreadable']],
  ['a check that cannot be read is unknown', { fsck: 'unreadable' }, 'unknown', ['database-unreadable']],
  ['a record system that is late is not silent', { coverage: { systems: [{ active: true, gaps: [{ kind: 'late' }] }] } }, 'works', []],
  ['a check that is too old is late', { fsck: { differences: 0, late: true } }, 'late', ['fsck-late']],
  ['a check that never was is late', { fsck: 'none' }, 'late', ['fsck-none']],
  ['a record system that is silent now is late', silent(true), 'late', ['record-system-silent']],
  ['one that was switched off may be silent', silent(false), 'works', []],
  ['differences are wrong', { fsck: { differences: 1, late: false } }, 'wrong', ['fsck-differences']],
  ['a checkpoint of somebody else is wrong', { checkpoint: 'mismatch' }, 'wrong', ['checkpoint-mismatch']],
  ['before the first checkpoint nobody can tell', { checkpoint: 'none' }, 'unknown', ['no-checkpoint']],
  ['without its file nobody can tell', { checkpoint: 'unreadable' }, 'unknown', ['checkpoint-unreadable']],
  ['without the database nobody can tell', { fsck: 'unreadable', coverage: 'unreadable' }, 'unknown', ['database-unreadable']],
  [
    'what is known to be late outweighs what is not known',
    { checkpoint: { waiting: 'stale' }, coverage: 'unreadable' },
    'late',
    ['stale', 'database-unreadable'],
  ],
  [
    'and what is wrong outweighs both',
    { checkpoint: 'mismatch', coverage: 'unreadable', fsck: 'none' },
    'wrong',
    ['checkpoint-mismatch', 'fsck-none', 'database-unreadable'],
  ],
]

describe('the state of the log as a whole', () => {
  for (const [name, change, state, reasons] of TABLE)
    test(name, () => assert.deepEqual(overall({ ...WELL, ...change }), { state, reasons }))
})
