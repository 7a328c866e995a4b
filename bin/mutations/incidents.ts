import { type Mutation, of } from './mutation.ts'

export const INCIDENTS: readonly Mutation[] = [
  ...of(
    'lib/dispute/incident.ts',
    ['lib/dispute/incident.test.ts'],
    [
      [', unproved: true }', ' }'],
      [', frozen: true }', ' }'],
      ["confirm: { by: ['supervisor']", "confirm: { by: ['agent', 'supervisor']"],
      ["from: ['contained'], to: 'decided'", "from: ['confirmed', 'contained'], to: 'decided'"],
    ],
  ),
  ...of(
    'lib/ledger/evidence.ts',
    ['lib/server/incidents/incidents.test.ts'],
    [
      [
        "if ('answer' in evidence) return { ...unproven, keep: undefined }",
        "if ('answer' in evidence) return { ...unproven, keep: bytes }",
      ],
      ['if (!proven) return { ...unproven, keep: bytes }', 'if (!proven) return { ...unproven, proved: true, keep: bytes }'],
    ],
  ),
  ...of(
    'lib/server/incidents/rows.ts',
    ['lib/server/incidents/incidents.test.ts'],
    [
      ["if (needs.includes('sure') && given('sure') !== 'yes') throw wrong()", ''],
      ["if (needs.includes('text') && text.data === undefined) throw wrong()", ''],
      ['if (refusal) throw', 'if (false) throw'],
      ['.refine(({ first, last }) => first <= last)', ''],
    ],
  ),
  ...of(
    'lib/server/rate.ts',
    ['lib/server/rate.test.ts'],
    [
      ['own > each || ', ''],
      [' || this.#all >= all', ''],
      ['this.#each.clear()', ''],
    ],
  ),
  ...of(
    'lib/server/causes/work.ts',
    ['lib/server/causes/causes.test.ts'],
    [
      [' || waiting !== count', ''],
      ["if (state === 'proposed' && proposedBy === by.staff) throw new AppError('not-found')", ''],
      ["if (answer.outcome === 'justified' && proposedBy === by.staff) throw new AppError('not-found')", ''],
      ['if (waiting > 0) return false', ''],
      ["if (text.trim() === '') throw", 'if (false) throw'],
    ],
  ),
  ...of(
    'lib/server/causes/matching.ts',
    ['lib/server/causes/causes.test.ts'],
    [
      ['$4::text IS NULL OR case', 'true OR case'],
      ["!takeable || role === 'supervisor'", 'true'],
    ],
  ),
  ...of('lib/server/overall.ts', ['lib/server/overall.test.ts'], [['incidents.some(({ frozen }) => frozen !== undefined)', 'false']]),
]
