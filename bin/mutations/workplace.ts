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
  ...of(
    'lib/db/dispute-rights.ts',
    ['lib/server/assisted/passing-on.test.ts'],
    [
      [' AND NOT by_code', ''],
      ['a.by_code AND a.until > now()', 'a.by_code'],
      ['AND a.by_code AND', 'AND'],
      ["detail ->> 'said' IN ('desk', 'telephone') AND ", ''],
      ["step NOT IN ('inform', 'withdraw', 'reopen')", "step NOT IN ('inform', 'reopen')"],
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
  ...of('lib/server/desk.ts', PLACE, [['transaction({ readOnly: true })', 'transaction({ readOnly: false })']]),
  ...of('lib/server/staff-look.ts', PLACE, [
    ['return recordPortalLook(staffLook(session, look))', 'return Promise.resolve()'],
    ['organisation: organisation ?? { name: own }', 'organisation: { name: own }'],
  ]),
  ...of(
    'lib/server/staff-look.ts',
    ['lib/server/portal.test.ts'],
    [
      ['session: visit,', "session: '',"],
      ['role: ROLE[role],', ''],
      ["purpose: 'HCOMPL',", "purpose: 'PATRQT',"],
      ['    reference,\n    ...(own', '    ...(own'],
      ['...(own !== undefined && { organisation: organisation ?? { name: own } }),', ''],
    ],
  ),
  ...of('lib/server/disputes/interest.ts', PLACE, [
    ["if (asked && shareSurname(asked.askerName, me.name)) return 'surname'", ''],
    ["if (name !== undefined && shareSurname(name, me.name)) return 'surname'", ''],
    ['(value.length >= SHORTEST_ID && me.subject.endsWith(value))', 'false'],
    ['value.length >= SHORTEST_ID && ', ''],
    ['(name !== undefined && sameName(name, me.name)) || ', ''],
    ['[actor, onBehalfOf].filter', '[actor].filter'],
    ['where: { patient, dispute: id }, select: { historyIndex', 'where: { patient }, select: { historyIndex'],
    ['where: { patient, historyIndex: { in: entries.map(({ historyIndex }) => historyIndex) } }', 'where: { patient }'],
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
    ['.max(LONGEST_TEXT)', ''],
    ['if (given.assignee !== undefined) await requireAgent(', 'if (given.assignee === staff) await requireAgent('],
    ['where: { endedAt: null, organisation }', 'where: { organisation }'],
    ['where: { endedAt: null, organisation }', 'where: { endedAt: null }'],
  ]),
  ...of('lib/server/disputes/assignee.ts', PLACE, [
    ["role: 'agent', endedAt: null", 'endedAt: null'],
    ["role: 'agent', endedAt: null", "role: 'agent'"],
  ]),
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
  ...of('lib/server/disputes/opening.ts', PLACE, [
    ["if (!UUID.test(id)) throw new AppError('not-found')", ''],
    [' AND e.dispute = dispute.id) AS opened', ') AS opened'],
    ['if (await interestIn(tx, session.staff, at)) throw', 'if (false) throw'],
    ['if (!(error instanceof Conflicted)) throw error', ''],
    ['await noteConflict(desk, at)', ''],
    ['await takeStep(tx, at, { step, party: role, by: staff, name, text }, calendar)', ''],
  ]),
  ...of('lib/server/disputes/opening.ts', ['lib/server/disputes/officer.test.ts'], [["if (role === 'officer') return", '']]),
  ...of(
    'lib/server/disputes/staff-case.ts',
    ['lib/server/disputes/staff-case.test.ts'],
    [
      ["if (desk.session.role === 'officer') {", 'if (false) {'],
      ['await readAt(desk, STAFF_ROLES, (tx) => findCase(tx, id))\n      redirect', 'redirect'],
      ["(shown === 'conflict' ? redirect('/support?problem=conflict') : shown)", '(shown as T)'],
      ["if (!found.opened) throw new AppError('not-found')", ''],
      ["if (isProof > 0) throw new AppError('not-found')", ''],
      ['await lookAt(desk, found, read)', 'await readAt(desk, STAFF_ROLES, read)'],
      ["if (stored === 'conflict') throw new AppError('not-found')", ''],
    ],
  ),
  ...of('lib/server/disputes/queue.ts', PLACE, [
    ['(${ORDER}, severity, id) >', '(${ORDER}, severity, id) >='],
    ['found.length > QUEUE_PAGE ?', 'found.length >= QUEUE_PAGE ?'],
  ]),
]
