import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { advance, type CaseFacts, type StepInput, StepRefused, SUBMITTED, stepsFor } from './case.ts'
import { STATES } from './kinds.ts'
import { STEP_NAMES, STEPS, type Step, type StepName } from './machine.ts'

const AT = new Date('2026-08-06T14:30:00Z')
const KADRI = 'kadri'
const MARKO = 'marko'
const ORGANISATION = '90010001'

type More = Partial<StepInput>
const by = (step: StepName, more: More = {}): StepInput => ({ step, party: 'agent', by: KADRI, at: AT, text: 'Why.', ...more })
const patient = (step: StepName, more: More = {}): StepInput => ({ step, party: 'patient', at: AT, text: 'Because.', ...more })
const officer: More = { party: 'officer', by: 'raul', organisation: ORGANISATION, finding: 'mistaken' }
const walk = (...steps: readonly StepInput[]): CaseFacts => steps.reduce(advance, SUBMITTED)
const refusal = (facts: CaseFacts, step: StepInput) => {
  try {
    advance(facts, step)
  } catch (error) {
    assert.ok(error instanceof StepRefused)
    return error.refusal
  }
  return undefined
}

const TRIAGE = [by('acknowledge'), by('triage')]
const ASKED = [...TRIAGE, by('ask-provider', { provider: ORGANISATION })]
const ANSWERED = [...ASKED, by('answer', officer)]
const REVIEW = [...ANSWERED, by('review')]

describe('a question', () => {
  test('goes from one to the next until it is answered and closed', () => {
    const states = [SUBMITTED]
    for (const step of [...REVIEW, by('decide', { outcome: 'mistaken' }), by('close')])
      states.push(advance(states.at(-1) ?? SUBMITTED, step))
    assert.deepEqual(
      states.map(({ state }) => state),
      ['submitted', 'acknowledged', 'triage', 'awaiting_provider', 'provider_answered', 'under_review', 'decided', 'closed'],
    )
    assert.equal(states.at(-1)?.outcome, 'mistaken')
  })

  test('belongs to who confirms that it came, and another agent can do nothing in it', () => {
    const facts = walk(by('acknowledge'))
    assert.equal(facts.assignee, KADRI)
    assert.equal(refusal(facts, by('triage', { by: MARKO })), 'assigned')
  })

  test('that nobody holds is held by who does the next step', () => {
    const free = { ...walk(...TRIAGE), assignee: undefined }
    assert.equal(advance(free, by('write', { by: MARKO })).assignee, MARKO)
  })

  test('waits for the patient and goes on where it was', () => {
    for (const before of [TRIAGE, REVIEW]) {
      const waiting = walk(...before, by('ask-patient'))
      assert.equal(waiting.state, 'needs_info')
      const more = advance(advance(waiting, by('write')), patient('inform'))
      assert.equal(more.state, walk(...before).state)
      assert.equal(more.resumes, undefined)
    }
  })

  test('keeps its state when the patient adds something without being asked', () => {
    assert.equal(walk(...ASKED, patient('inform')).state, 'awaiting_provider')
  })

  test('is answered by the officer of the organisation that was asked, and by no other', () => {
    const facts = walk(...ASKED)
    assert.equal(refusal(facts, by('answer', { ...officer, organisation: '90010002' })), 'not-yours')
    assert.equal(refusal(walk(...TRIAGE), by('answer', officer)), 'not-yours', 'nobody was asked')
    const { organisation: __, ...ofNone } = officer
    assert.equal(refusal(walk(...TRIAGE), by('answer', ofNone)), 'not-yours', 'nobody of nowhere')
    const { finding: _, ...unfinished } = officer
    assert.equal(refusal(facts, by('answer', unfinished)), 'finding')
  })

  test('is justified only by two people', () => {
    const facts = walk(...REVIEW)
    assert.equal(refusal(facts, by('decide', { outcome: 'justified' })), 'outcome')
    assert.equal(refusal(facts, by('confirm', { by: MARKO })), 'second', 'nothing is proposed')
    const proposed = advance(facts, by('propose'))
    assert.equal(refusal(proposed, by('confirm')), 'second')
    const handed = advance(proposed, by('assign', { assignee: MARKO }))
    assert.equal(refusal(handed, by('confirm', { by: MARKO })), 'second', 'who holds it now')
    assert.equal(refusal(handed, by('confirm')), 'second', 'who proposed it')
    const decided = advance(proposed, by('confirm', { by: MARKO }))
    assert.deepEqual([decided.state, decided.outcome, decided.proposal], ['decided', 'justified', undefined])
    assert.equal(refusal(advance(proposed, by('return', { by: MARKO })), by('confirm', { by: MARKO })), 'second', 'it was returned')
  })

  test('is opened again within thirty days, with a reason, and never after', () => {
    const facts = walk(...REVIEW, by('decide', { outcome: 'automatic' }), by('close'))
    const days = (n: number) => new Date(AT.getTime() + n * 86_400_000)
    assert.equal(refusal(facts, patient('reopen', { at: days(30) })), 'reopenable')
    assert.equal(refusal(facts, patient('reopen', { at: days(29), text: ' ' })), 'text')
    const again = advance(facts, patient('reopen', { at: days(29) }))
    assert.deepEqual([again.state, again.outcome, again.decidedAt], ['reopened', undefined, undefined])
    assert.equal(refusal({ ...again, state: 'decided' }, patient('reopen')), 'reopenable', 'no decision stands')
  })

  test('takes more time once, and once more after it was opened again', () => {
    const extended = walk(...TRIAGE, by('extend'))
    assert.equal(refusal(extended, by('extend')), 'once')
    const facts = [by('review'), by('decide', { outcome: 'mistaken' }), patient('reopen'), by('extend')].reduce(advance, extended)
    assert.equal(facts.extended, true)
  })

  test('is not called justified by what somebody with a conflict of interest has proposed, or waits for them', () => {
    const proposed = walk(...REVIEW, by('propose'), by('take-review', { by: MARKO }))
    const { proposal, reviewer } = advance(proposed, by('conflict'))
    assert.deepEqual([proposal, reviewer], [undefined, undefined])
    const kept = advance(proposed, by('conflict', { by: MARKO }))
    assert.deepEqual([kept.proposal?.by, kept.reviewer], [KADRI, undefined])
  })

  test('is nothing for somebody with a conflict of interest, from then on', () => {
    const facts = walk(...TRIAGE, by('conflict'))
    assert.equal(facts.assignee, undefined)
    for (const step of STEP_NAMES) assert.equal(refusal(facts, by(step)), 'not-yours', step)
    assert.equal(refusal(facts, by('assign', { by: MARKO, assignee: KADRI })), 'assignee')
    const kept = walk(...TRIAGE, by('conflict', { by: MARKO }))
    assert.equal(kept.assignee, KADRI, 'of another one')
  })

  test('is answered with others of the same cause, or taken out of it', () => {
    const merged = walk(by('acknowledge'), by('merge', { cause: 'nightly job' }))
    assert.deepEqual([merged.state, merged.cause], ['merged', 'nightly job'])
    assert.equal(refusal(SUBMITTED, by('merge')), 'cause')
    const out = advance(merged, by('unmerge'))
    assert.deepEqual([out.state, out.cause], ['triage', undefined])
    const decided = advance(merged, by('decide-cause', { outcome: 'automatic' }))
    assert.deepEqual([decided.state, decided.outcome, decided.cause], ['decided', 'automatic', 'nightly job'])
  })

  test('is answered with others as justified by somebody else than who proposed it', () => {
    const merged = walk(by('merge', { party: 'supervisor', by: 'ene', cause: 'nightly job' }))
    assert.equal(merged.assignee, undefined, 'a supervisor holds nothing')
    const justified = (more: More) => by('decide-cause', { outcome: 'justified', ...more })
    assert.equal(refusal(merged, justified({})), 'seconded')
    assert.equal(refusal(merged, justified({ proposedBy: KADRI })), 'seconded')
    assert.equal(refusal(merged, by('decide-cause')), 'seconded')
    assert.equal(advance(merged, justified({ proposedBy: MARKO })).outcome, 'justified')
    const assisted = { ...merged, opener: KADRI }
    assert.equal(refusal(assisted, justified({ proposedBy: MARKO })), 'seconded', 'who asked for somebody is no second one')
    assert.equal(advance(assisted, by('decide-cause', { outcome: 'automatic' })).outcome, 'automatic')
  })

  test('goes to an authority from the patient’s hand even after the answer, and comes back', () => {
    const facts = walk(...REVIEW, by('decide', { outcome: 'undetermined' }), patient('escalate', { body: 'authority' }))
    assert.equal(facts.state, 'escalated')
    assert.equal(advance(facts, by('review')).state, 'under_review')
    assert.equal(refusal(SUBMITTED, patient('escalate')), 'body')
  })

  test('needs words where it says something', () => {
    for (const name of STEP_NAMES.filter((step) => (STEPS[step] as Step).needs.includes('text')))
      for (const text of [undefined, '', ' \n'])
        for (const party of STEPS[name].by) {
          const refused = STATES.map((state) =>
            refusal({ ...SUBMITTED, state }, { step: name, party, by: KADRI, at: AT, ...(text !== undefined && { text }) }),
          )
          assert.ok(!refused.includes(undefined), name)
        }
  })

  test('takes the patient’s own steps from staff only with how the person said it to them', () => {
    const asked = walk(...TRIAGE, by('ask-patient'))
    for (const party of ['agent', 'supervisor'] as const) {
      for (const step of ['inform', 'withdraw'] as const) {
        assert.equal(refusal(asked, by(step, { party, by: MARKO })), 'said', step)
        assert.ok(!stepsFor(asked, { party, by: MARKO, at: AT }).includes(step), step)
        assert.ok(stepsFor(asked, { party, by: MARKO, at: AT, said: 'telephone' }).includes(step), step)
      }
      const told = advance(asked, by('inform', { party, by: MARKO, said: 'telephone' }))
      assert.deepEqual([told.state, told.assignee], ['triage', KADRI])
    }
    const decided = walk(...REVIEW, by('decide', { outcome: 'mistaken' }))
    assert.equal(refusal(decided, by('reopen')), 'said')
    assert.equal(advance(decided, by('reopen', { said: 'desk' })).state, 'reopened')
    assert.equal(refusal(asked, { ...officer, step: 'inform', at: AT, text: 'No.', said: 'desk' } as StepInput), 'not-yours')
  })

  test('offers to each the steps that they can make', () => {
    assert.deepEqual(stepsFor(SUBMITTED, { party: 'patient', at: AT }), ['inform', 'join', 'withdraw', 'escalate'])
    assert.deepEqual(stepsFor(walk(...ASKED), { party: 'officer', by: 'raul', organisation: ORGANISATION, at: AT }), ['answer'])
    assert.deepEqual(stepsFor(walk(...ASKED), { party: 'officer', by: 'else', organisation: '90010002', at: AT }), [])
    assert.ok(!stepsFor(walk(by('acknowledge')), { party: 'agent', by: MARKO, at: AT }).includes('triage'))
  })
})

const stepInput = fc.record({
  step: fc.constantFrom(...STEP_NAMES),
  party: fc.constantFrom('patient', 'clock', 'agent', 'officer', 'supervisor'),
  by: fc.constantFrom(KADRI, MARKO, 'raul', 'ene'),
  organisation: fc.constantFrom(ORGANISATION, '90010002'),
  at: fc.constantFrom(AT, new Date(AT.getTime() + 40 * 86_400_000)),
  text: fc.constantFrom('', 'Words.'),
  outcome: fc.constantFrom('justified', 'mistaken'),
  finding: fc.constantFrom('justified', 'mistaken'),
  provider: fc.constant(ORGANISATION),
  body: fc.constantFrom('authority', 'police'),
  cause: fc.constant('cause'),
  assignee: fc.constantFrom(KADRI, MARKO),
  said: fc.constantFrom('desk', undefined),
}) as fc.Arbitrary<StepInput>

test('whatever anybody tries, a case stays one that can be', () => {
  fc.assert(
    fc.property(fc.array(stepInput, { maxLength: 60 }), (inputs) => {
      let facts = SUBMITTED
      for (const input of inputs) {
        const before = facts
        try {
          facts = advance(before, input)
        } catch {
          continue
        }
        const step: Step = STEPS[input.step]
        assert.ok(step.by.includes(input.party) && step.from.includes(before.state))
        assert.equal(facts.state === 'needs_info', facts.resumes !== undefined)
        assert.ok(facts.resumes !== 'needs_info')
        if (facts.state === 'decided') assert.ok(facts.outcome !== undefined && facts.decidedAt !== undefined)
        if (facts.state === 'merged') assert.ok(facts.cause !== undefined)
        if (facts.outcome === 'justified' && before.outcome !== 'justified') assert.notEqual(before.proposal?.by, input.by)
        assert.ok(facts.assignee === undefined || !facts.conflicted.includes(facts.assignee))
      }
    }),
  )
})

test('the table in the documents is the machine', () => {
  const text = readFileSync(new URL('../../docs/disputes.md', import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| `'))
  const told = new Map(
    rows.map((row) => row.split('|').map((cell) => cell.trim())).map(([, name = '', ...cells]) => [name.replaceAll('`', ''), cells]),
  )
  assert.deepEqual([...told.keys()], STEP_NAMES)
  for (const name of STEP_NAMES) {
    const { by: who, from, to, needs, audience }: Step = STEPS[name]
    const [whoTold, fromTold, toTold, needsTold, audienceTold] = told.get(name) ?? []
    assert.deepEqual([whoTold, toTold, needsTold, audienceTold], [who.join(', '), to ?? '–', needs.join(', ') || '–', audience], name)
    assert.deepEqual(
      fromTold
        ?.split(', ')
        .flatMap((word) => NAMED[word] ?? [word])
        .toSorted(),
      from.length === 0 ? ['–'] : from.toSorted(),
      name,
    )
  }
})

const UNDECIDED = [
  'submitted',
  'acknowledged',
  'triage',
  'awaiting_provider',
  'provider_answered',
  'under_review',
  'needs_info',
  'reopened',
]
/** Sets of states that the documents name. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  '*undecided*': UNDECIDED,
  '*unfinished*': [...UNDECIDED, 'escalated', 'merged'],
  '*any*': STATES,
}
