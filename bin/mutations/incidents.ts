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
    'lib/server/incidents/intake.ts',
    ['lib/server/incidents/incidents.test.ts'],
    [
      ['if (!RATE.allows(addressOf(request.headers))) throw tooMany()', ''],
      ['each: 10,', 'each: 11,'],
      ["split(',').at(-1)", "split(',').at(0)"],
      ['readBytes(request, MAX_EVIDENCE)', 'readBytes(request, 2 * MAX_EVIDENCE)'],
      ['if (!evidence) throw', 'if (false) throw'],
      ['if (!taken) throw tooMany()', ''],
      ['${kept ?? null}::bytea', '${null}::bytea'],
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
      ["    if (proposedBy === by.staff) throw new AppError('not-found')", ''],
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
  ...of(
    'lib/server/overall.ts',
    ['lib/server/overall.test.ts'],
    [
      ['incidents.some(({ frozen }) => frozen !== undefined)', 'false'],
      ['frozen !== undefined)', 'true)'],
      ["'checkpoint-mismatch': 'wrong'", "'checkpoint-mismatch': 'late'"],
      ["'fsck-differences': 'wrong'", "'fsck-differences': 'late'"],
      ["'entries-frozen': 'wrong'", "'entries-frozen': 'late'"],
      ["['wrong', 'late', 'unknown'] as const", "['late', 'wrong', 'unknown'] as const"],
      ["['wrong', 'late', 'unknown'] as const", "['wrong', 'unknown', 'late'] as const"],
      ["['wrong', 'late', 'unknown'] as const", "['wrong', 'late'] as const"],
      ["return checkpoint === 'mismatch'", 'return false'],
      ["return checkpoint === 'none'", 'return false'],
      ["return checkpoint === 'unreadable'", 'return false'],
      ['checkpoint.waiting === reason', 'checkpoint.waiting !== undefined'],
      ['witnesses.some(({ late }) => late)', 'witnesses.every(({ late }) => late)'],
      ['return auditors.some(({ late }) => late)', 'return false'],
      ['fsck.differences > 0', 'fsck.differences > 1'],
      ["typeof fsck === 'object' && fsck.late", 'false'],
      ["return fsck === 'none'", 'return false'],
      ['active && gaps.some(isOpen)', 'gaps.some(isOpen)'],
      ["fsck === 'unreadable' || incidents", 'incidents'],
      [" || incidents === 'unreadable'", ''],
      [" || coverage === 'unreadable'", ''],
      ["kind === 'silent' && to === undefined", 'to === undefined'],
      [' && to === undefined', ''],
    ],
  ),
]
