import { type Mutation, of } from './mutation.ts'

const SAMPLES = ['lib/server/disputes/samples.test.ts']

/** What supervisors and privacy officers see and change. */
export const OFFICE: readonly Mutation[] = [
  ...of('lib/server/desk.ts', SAMPLES, [["if (!roles.includes(session.role)) throw new AppError('not-found')", '']]),
  ...of('lib/server/disputes/opening.ts', SAMPLES, [
    ['  await requireNoInterest(tx, session, at)\n}', '}'],
    ["sql`interval '1 hour'`", "sql`interval '10 minutes'`"],
  ]),
  ...of('lib/server/disputes/samples.ts', SAMPLES, [
    ["if (!Object.hasOwn(CHANGES, name)) throw new AppError('not-found')", ''],
    ["WHERE state = 'closed' AND NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)`", '`'],
    ['if (sample.opened === undefined) return { sample }', ''],
    ['!Number.isInteger(count) || ', ''],
    ['count < 1 || ', ''],
    [' || count > MOST_DRAWN', ''],
    [
      "WHERE state = 'closed' AND NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)\n",
      "WHERE state = 'closed'\n",
    ],
    [
      "WHERE state = 'closed' AND NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)\n",
      'WHERE NOT EXISTS (SELECT FROM case_review r WHERE r.patient = d.patient AND r.dispute = d.id)\n',
    ],
    ["reason === '' || ", ''],
    [' || reason.length > LONGEST_TEXT', ''],
    ['if (await isOwn(tx, at, staff)) throw new OwnDecision()', ''],
    ["if (looked === 0) throw new AppError('not-now')", ''],
    ['until: { gt: new Date() } }', '}'],
    ["if (await isOwn(tx, { patient, id }, staff)) return 'own'", ''],
    ["if (finding === undefined) return 'finding'", ''],
    ['text.length > LONGEST_TEXT || (', '('],
    ["(finding === 'wrong' && text === '')", 'false'],
    ['dispute: id, finding: null }', 'dispute: id }'],
    ["if (count === 0) throw new AppError('not-now')", ''],
    ['author: staff, step', 'step'],
    ["'propose', 'confirm', 'decide', 'decide-cause'", "'confirm', 'decide', 'decide-cause'"],
    ["'propose', 'confirm', 'decide', 'decide-cause'", "'propose', 'decide', 'decide-cause'"],
    ["'propose', 'confirm', 'decide', 'decide-cause'", "'propose', 'confirm', 'decide-cause'"],
    ["'propose', 'confirm', 'decide', 'decide-cause'", "'propose', 'confirm', 'decide'"],
    ["if (!row) throw new AppError('not-found')", ''],
    ['until: { gt: now } }', '}'],
    ['(await described(open)).filter(finished)', 'await described(open)'],
    ["state === 'closed' || state === 'decided'", "state === 'closed'"],
  ]),
]
