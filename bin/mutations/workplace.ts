import { type Mutation, of } from './mutation.ts'

const PLACE = ['lib/server/disputes/workplace.test.ts']

/** Who of the staff may open a case and change it, what they see of it, and what their browser checks. */
export const WORKPLACE: readonly Mutation[] = [
  ...of(
    'lib/verify/logged.ts',
    ['lib/verify/logged.test.ts'],
    [
      ['if (checkpoint.waiting) return', 'if (false) return'],
      ["if (logIndex >= checkpoint.size) return 'waiting'", ''],
      ["=== 'agreed' ? 'verified' : 'unchecked'", "=== 'agreed' ? 'verified' : 'verified'"],
      ["if (error instanceof VerificationError) return 'mismatch'", ''],
    ],
  ),
  ...of(
    'lib/ledger/binding.ts',
    ['lib/ledger/binding.test.ts'],
    [
      ["return same && names ? 'kept' : 'changed'", "return same ? 'kept' : 'changed'"],
      ["return same && names ? 'kept' : 'changed'", "return names ? 'kept' : 'changed'"],
      ["if (error instanceof VerificationError) return 'changed'", ''],
    ],
  ),
  ...of(
    'lib/event/for-staff.ts',
    ['lib/event/for-staff.test.ts'],
    [
      ['sourceText: _, ', ''],
      ['correlationId: __, ', ''],
      ["patient: { ...event.patient, value: '' },", ''],
      ['data: event.data.map(({ category }) => ({ category })),', ''],
      ['eventType: bare(event.eventType),', ''],
      ['eventCodes: event.eventCodes.map(bare),', ''],
      ['purpose: event.purpose.map(bare),', ''],
      ["sensitivity: event.sensitivity.filter((code) => isCode(code, SYSTEM.actReason, 'HTEST')),", ''],
      ['legalBasis: [],', ''],
      ['const named = ({ identifier: _, ...actor }: Actor): Actor => actor', 'const named = (actor: Actor): Actor => actor'],
    ],
  ),
  ...of('lib/db/dispute-rights.ts', PLACE, [
    ['patient IS DISTINCT FROM ${MYSELF} AND ', ''],
    [' AND asker_key IS DISTINCT FROM ${MYSELF}', ''],
  ]),
  ...of(
    'lib/db/dispute-rights.ts',
    ['lib/server/assisted/sessions.test.ts'],
    [
      [' AND asks_for(patient, reference)', ''],
      ["`asker = 'assisted' AND opener", '`opener'],
      ["'asks_about(patient, dispute, history_index, event)'", "'true'"],
    ],
  ),
  ...of(
    'lib/server/causes/work.ts',
    ['lib/server/causes/causes.test.ts'],
    [
      [' AND NOT near_case(patient, id)', ''],
      ["if (things !== added) throw new AppError('not-now', { message: 'Something was added since.' })", ''],
      ['AND id NOT IN (${unread})', ''],
      ["if (by.role === 'agent' && (await interestIn(tx, by.staff, at)))", 'if (false)'],
    ],
  ),
  ...of(
    'lib/server/desk.ts',
    ['lib/server/disputes/samples.test.ts'],
    [["if (!roles.includes(session.role)) throw new AppError('not-found')", '']],
  ),
  ...of(
    'lib/server/disputes/samples.ts',
    ['lib/server/disputes/samples.test.ts'],
    [
      ["if (await isOwn(tx, { patient, id }, staff)) return 'own'", ''],
      ['if (await isOwn(tx, at, staff)) throw new OwnDecision()', ''],
    ],
  ),
  ...of('lib/server/disputes/interest.ts', PLACE, [
    ["if (asked && shareSurname(asked.askerName, me.name)) return 'surname'", ''],
    ["if (name !== undefined && shareSurname(name, me.name)) return 'surname'", ''],
    ['(value.length >= SHORTEST_ID && me.subject.endsWith(value))', 'false'],
  ]),
  ...of('lib/server/disputes/make-step.ts', PLACE, [
    ["if (name === 'take' && role !== 'agent') throw new AppError('not-found')", ''],
    ["if (name === 'take' && facts.assignee !== undefined) throw new AppError('not-now')", ''],
    ["if (!may && !opened) throw new AppError(name === 'take' ? 'not-now' : 'not-found')", ''],
    ["if (name === 'ask-provider') await requireOfficer(", "if (name === 'take') await requireOfficer("],
    ['named === 0 || ', ''],
    [' || officers === 0', ''],
    ["if (name !== 'conflict') await requireNoInterest(tx, session, at)", ''],
    ["name === 'confirm' && proposal !== undefined ? { text: proposal } : {}", '{}'],
  ]),
  ...of('lib/server/disputes/assignee.ts', PLACE, [["role: 'agent', endedAt: null", 'endedAt: null']]),
  ...of(
    'lib/server/disputes/assignee.ts',
    ['lib/server/disputes/reassign.test.ts'],
    [
      ['[patient, asked?.askerKey]', '[patient]'],
      ['[patient, asked?.askerKey]', '[asked?.askerKey]'],
    ],
  ),
  ...of('lib/server/disputes/read-staff-case.ts', PLACE, [
    ['isOurs ? await hintsOf(tx, at, view) : []', 'await hintsOf(tx, at, view)'],
    ['isOurs ? facts.proposal?.text : undefined', 'facts.proposal?.text'],
    ['if (!found.opened) return base', ''],
    ['await requireNoInterest(tx, desk.session, at)', ''],
    ['  await desk.look(', '  void desk.look('],
    ['event: forStaff(entry.event)', 'event: entry.event'],
    ['opened ? steps : steps.filter((step) => FROM_OUTSIDE.includes(step))', 'steps'],
  ]),
  ...of(
    'lib/server/disputes/opening.ts',
    ['lib/server/disputes/samples.test.ts'],
    [['  await requireNoInterest(tx, session, at)\n}', '}']],
  ),
  ...of('lib/server/disputes/opening.ts', PLACE, [
    ["if (!UUID.test(id)) throw new AppError('not-found')", ''],
    ['await noteConflict(desk, at)', ''],
  ]),
  ...of('lib/server/disputes/queue.ts', PLACE, [
    ['(${ORDER}, severity, id) >', '(${ORDER}, severity, id) >='],
    ['found.length > QUEUE_PAGE ?', 'found.length >= QUEUE_PAGE ?'],
  ]),
]
