import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClockEvent, clocks } from './clock.ts'
import { ESTONIA } from './testing.ts'

/** An instant by the clock on the wall in Tallinn: `2026-11-26 09:00`. Its offset is +03:00 in the summer of 2026 and +02:00 else. */
function at(local: string): Date {
  const summer = local >= '2026-03-29 04:00' && local < '2026-10-25 04:00'
  return new Date(`${local.replace(' ', 'T')}:00${summer ? '+03:00' : '+02:00'}`)
}
/** A line a step: `2026-11-26 09:00 submit submitted`. */
function history(text: string): ClockEvent[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' '))
    .map(([day = '', time = '', step = '', state = '']) => ({ step, state, at: at(`${day} ${time}`) }))
}
const see = (text: string, now: string) => clocks(history(text), ESTONIA, at(now))

test('a question that nobody asked has no clocks', () => {
  assert.deepEqual(clocks([], ESTONIA, at('2026-11-26 09:00')), {})
})

test('your question is acknowledged by the end of the second working day after the day on which you asked', () => {
  const { acknowledge, next } = see('2026-11-26 09:00 submit submitted', '2026-11-26 09:00')
  assert.deepEqual(acknowledge, {
    name: 'acknowledge',
    startedAt: at('2026-11-26 09:00'),
    dueAt: at('2026-12-01 00:00'),
    dueDay: '2026-11-30',
    remindAt: [at('2026-11-28 16:30'), at('2026-11-30 01:48')],
    status: 'running',
  })
  assert.deepEqual(next, acknowledge)
})

test('a question asked at 23:59 counts from that day, and one asked at 00:01 from the next', () => {
  const due = (submitted: string) => see(`${submitted} submit submitted`, submitted)
  assert.equal(due('2026-11-26 23:59').acknowledge?.dueDay, '2026-11-30')
  assert.equal(due('2026-11-27 00:01').acknowledge?.dueDay, '2026-12-01')
  assert.equal(due('2026-11-30 23:59').answer?.dueDay, '2026-12-30')
  assert.equal(due('2026-12-01 00:01').answer?.dueDay, '2027-01-04') // New Year’s Day is a Friday
})

test('an acknowledgement in the last minute is in time, and at midnight it is late', () => {
  const status = (done: string) =>
    see(`2026-11-26 09:00 submit submitted\n${done} acknowledge acknowledged`, '2026-12-05 09:00').acknowledge?.status
  assert.equal(status('2026-11-30 23:59'), 'met')
  assert.equal(status('2026-12-01 00:00'), 'late')
  const waiting = (now: string) => see('2026-11-26 09:00 submit submitted', now).acknowledge?.status
  assert.equal(waiting('2026-11-30 23:59'), 'running')
  assert.equal(waiting('2026-12-01 00:00'), 'overdue')
})

test('you are answered within one month, or on the next working day after it', () => {
  const answer = (submitted: string) => see(`${submitted} submit submitted`, submitted).answer?.dueDay
  assert.equal(answer('2026-11-03 12:00'), '2026-12-03')
  assert.equal(answer('2026-11-26 12:00'), '2026-12-28') // the second day of Christmas, a Saturday
  assert.equal(answer('2027-01-24 12:00'), '2027-02-25') // Independence Day
  assert.equal(answer('2027-01-31 12:00'), '2027-03-01') // 28 February, a Sunday
  assert.equal(answer('2028-01-31 12:00'), '2028-02-29')
  assert.equal(answer('2026-05-23 12:00'), '2026-06-25') // 23 and 24 June
  assert.equal(answer('2026-12-31 12:00'), '2027-02-01')
})

test('a deadline across a change of the clocks is the end of its day', () => {
  assert.deepEqual(see('2026-10-20 12:00 submit submitted', '2026-10-20 12:00').answer?.dueAt, at('2026-11-21 00:00'))
  const spring = see('2027-03-25 12:00 submit submitted', '2027-03-25 12:00')
  assert.equal(spring.acknowledge?.dueDay, '2027-03-30') // Good Friday, Easter
  assert.equal(spring.acknowledge?.dueAt.toISOString(), '2027-03-30T21:00:00.000Z')
})

const ASKED = `
  2026-11-26 09:00 submit submitted
  2026-11-27 09:00 acknowledge acknowledged
  2026-11-27 10:00 take triage
  2026-12-01 10:00 ask-provider awaiting_provider`

test('the provider answers by the end of the fourteenth day, which starts anew when they are asked again', () => {
  assert.equal(see(ASKED, '2026-12-02 09:00').provider?.dueDay, '2026-12-15')
  assert.equal(see(ASKED, '2026-12-02 09:00').next?.name, 'provider')
  const again = `${ASKED}\n2026-12-08 09:00 answer-provider provider_answered\n2026-12-10 09:00 ask-provider awaiting_provider`
  const { provider } = see(again, '2026-12-11 09:00')
  assert.deepEqual([provider?.startedAt, provider?.dueDay, provider?.status], [at('2026-12-10 09:00'), '2026-12-28', 'running']) // 24 December
  assert.equal(see(`${ASKED}\n2026-12-15 23:59 answer-provider provider_answered`, '2026-12-17 09:00').provider?.status, 'met')
  assert.equal(see(`${ASKED}\n2026-12-16 09:00 answer-provider provider_answered`, '2026-12-17 09:00').provider?.status, 'late')
  assert.equal(see(ASKED, '2026-12-16 09:00').provider?.status, 'overdue')
})

test('while you are asked something the clocks stand still, and their deadlines move by each day of it', () => {
  const asked = `${ASKED}\n2026-12-03 09:00 ask-patient needs_info`
  const { provider, answer, acknowledge, next } = see(asked, '2026-12-05 09:00')
  assert.deepEqual([provider?.status, provider?.dueDay, provider?.pausedSince], ['paused', '2026-12-18', at('2026-12-03 09:00')])
  assert.deepEqual([answer?.status, answer?.dueDay], ['paused', '2026-12-29'])
  assert.equal(acknowledge?.status, 'met')
  assert.equal(next, undefined)
  const answered = see(`${asked}\n2026-12-05 18:00 answer-patient awaiting_provider`, '2026-12-20 09:00')
  assert.deepEqual(
    [answered.provider?.status, answered.provider?.dueDay, answered.provider?.pausedSince],
    ['overdue', '2026-12-18', undefined],
  )
  assert.deepEqual([answered.answer?.status, answered.answer?.dueDay], ['running', '2026-12-29'])
})

const FROM_OCTOBER = '2026-10-05 12:00 submit submitted\n2026-10-05 13:00 take triage'
const october = (pauses: string) => see(`${FROM_OCTOBER}\n${pauses}`, '2026-11-01 12:00').answer

test('several pauses add up, and a day with two of them counts once', () => {
  const one = '2026-10-12 09:00 ask needs_info\n2026-10-13 09:00 answer triage'
  const sameDay = '2026-10-19 09:00 ask needs_info\n2026-10-19 10:00 answer triage\n2026-10-19 15:00 ask needs_info'
  assert.equal(october('')?.dueDay, '2026-11-05')
  assert.equal(october(one)?.dueDay, '2026-11-09') // two days: 7 November, a Saturday
  assert.equal(october(`${one}\n${sameDay}\n2026-10-19 16:00 answer triage`)?.dueDay, '2026-11-09') // one more: Sunday
  assert.equal(october(`${one}\n${sameDay}\n2026-10-21 16:00 answer triage`)?.dueDay, '2026-11-10') // three more
})

test('a pause over the night when the clocks change counts its days and no hour', () => {
  assert.equal(october('2026-10-24 12:00 ask needs_info\n2026-10-26 12:00 answer triage')?.dueDay, '2026-11-09') // three days: Sunday
  assert.equal(october('2026-10-24 12:00 ask needs_info\n2026-10-27 12:00 answer triage')?.dueDay, '2026-11-09') // four
  assert.equal(october('2026-10-25 00:00 ask needs_info\n2026-10-25 23:59 answer triage')?.dueDay, '2026-11-06')
})

test('a pause that a wrong clock lets end before it begins takes nothing away', () => {
  const { answer } = see(`${FROM_OCTOBER}\n2026-10-12 09:00 ask needs_info\n2026-10-11 09:00 answer triage`, '2026-10-13 09:00')
  assert.deepEqual([answer?.dueDay, answer?.remindAt], ['2026-11-05', october('')?.remindAt])
})

test('a question that an authority has waits for it, and one that was joined with another does not', () => {
  assert.equal(october('2026-10-12 09:00 escalate escalated')?.status, 'paused')
  const onward = october('2026-10-12 09:00 ask needs_info\n2026-10-13 09:00 escalate escalated\n2026-10-16 09:00 return under_review')
  assert.deepEqual([onward?.status, onward?.dueDay], ['running', '2026-11-10'])
  const merged = october('2026-10-12 09:00 merge merged')
  assert.deepEqual([merged?.status, merged?.dueDay], ['running', '2026-11-05'])
})

test('reminders come at half and at four fifths of the time, in which pauses are not counted', () => {
  const hours = (clock: { readonly remindAt: readonly [Date, Date]; readonly startedAt: Date } | undefined) =>
    clock?.remindAt.map((reminder) => (reminder.getTime() - clock.startedAt.getTime()) / 3_600_000)
  const asked = '2026-12-01 00:00 submit submitted\n2026-12-01 00:00 ask-provider awaiting_provider'
  assert.deepEqual(hours(see(asked, '2026-12-01 00:00').provider), [180, 288]) // of 15 days, which are 360 hours
  const pause = `${asked}\n2026-12-04 00:00 ask needs_info`
  // Two days, and the deadline moves by three, as the third has begun: 18 days less 48 hours.
  assert.deepEqual(hours(see(`${pause}\n2026-12-06 00:00 answer awaiting_provider`, '2026-12-07 00:00').provider), [192 + 48, 307.2 + 48])
  const late = '2026-12-14 00:00 ask needs_info\n2026-12-15 12:00 answer awaiting_provider'
  assert.deepEqual(hours(see(`${asked}\n${late}`, '2026-12-15 13:00').provider), [186, 297.6])
})

test('an answer may take two months more, once, if you are told within the first', () => {
  const extended = (text: string) => october(text)?.dueDay
  assert.equal(extended('2026-10-20 09:00 extend triage'), '2027-01-05')
  assert.equal(extended('2026-10-20 09:00 extend triage\n2026-10-21 09:00 extend triage'), '2027-01-05')
  assert.equal(
    extended('2026-10-12 09:00 ask needs_info\n2026-10-12 10:00 extend needs_info\n2026-10-13 09:00 answer triage'),
    '2027-01-07',
  )
  assert.equal(extended('2026-11-05 23:59 extend triage'), '2027-01-05')
  assert.equal(extended('2026-11-06 00:00 extend triage'), '2026-11-05')
  const end = see('2026-11-30 09:00 submit submitted\n2026-12-01 09:00 extend triage', '2026-12-02 09:00')
  assert.equal(end.answer?.dueDay, '2027-03-01') // 28 February is a Sunday
})

test('a deadline that has been missed stays missed, whatever is asked of you afterwards', () => {
  const asked = `${FROM_OCTOBER}\n2026-11-06 00:00 ask needs_info`
  const { answer, next } = see(asked, '2026-11-30 09:00')
  assert.deepEqual([answer?.status, answer?.dueDay, answer?.pausedSince, next?.name], ['overdue', '2026-11-05', undefined, 'answer'])
})

test('a pause in the days off before a moved deadline moves it too', () => {
  const asked = '2026-11-26 12:00 submit submitted\n2026-12-28 12:00 ask needs_info' // a month ends on the Saturday before
  const paused = see(asked, '2026-12-30 09:00').answer
  assert.deepEqual([paused?.status, paused?.dueDay], ['paused', '2026-12-30'])
  assert.equal(see(`${asked}\n2026-12-30 12:00 answer triage`, '2026-12-31 00:00').answer?.status, 'overdue')
})

test('the clock of the answer stops with a decision, and for good', () => {
  const decided = october('2026-10-30 09:00 decide decided\n2026-10-31 09:00 escalate escalated\n2026-11-10 09:00 close closed')
  assert.deepEqual([decided?.status, decided?.stoppedAt], ['met', at('2026-10-30 09:00')])
  assert.equal(october('2026-10-30 09:00 withdraw withdrawn')?.status, 'met')
  assert.equal(october('2026-11-06 09:00 close closed')?.status, 'late')
  const whilePaused = october('2026-10-12 09:00 ask needs_info\n2026-10-13 09:00 withdraw withdrawn')
  assert.deepEqual([whilePaused?.status, whilePaused?.pausedSince], ['met', undefined])
})

test('a question that is reopened is answered within a month again', () => {
  const closed = `${ASKED}\n2026-12-10 09:00 answer-provider provider_answered\n2026-12-20 09:00 decide decided\n2026-12-21 09:00 close closed`
  const reopened = `${closed}\n2027-01-11 09:00 reopen reopened`
  const { acknowledge, provider, answer, next } = see(reopened, '2027-01-12 09:00')
  assert.deepEqual([answer?.status, answer?.startedAt, answer?.dueDay], ['running', at('2027-01-11 09:00'), '2027-02-11'])
  assert.deepEqual([acknowledge?.status, provider, next?.name], ['met', undefined, 'answer'])
  assert.equal(see(`${reopened}\n2027-01-13 09:00 extend under_review`, '2027-01-14 09:00').answer?.dueDay, '2027-04-12')
  assert.equal(see(`${reopened}\n2027-01-13 09:00 ask-provider awaiting_provider`, '2027-01-14 09:00').provider?.dueDay, '2027-01-27')
  assert.equal(see(closed, '2027-01-05 09:00').next, undefined)
})

test('the next deadline is the earliest of the clocks that run', () => {
  const next = (text: string, now: string) => see(text, now).next?.dueAt
  assert.deepEqual(next('2026-11-26 09:00 submit submitted', '2026-11-26 10:00'), at('2026-12-01 00:00'))
  assert.deepEqual(next(ASKED, '2026-12-02 09:00'), at('2026-12-16 00:00'))
  assert.deepEqual(next(`${ASKED}\n2026-12-10 09:00 answer-provider provider_answered`, '2026-12-11 09:00'), at('2026-12-29 00:00'))
  assert.deepEqual(
    next('2026-11-26 09:00 submit submitted\n2026-12-22 09:00 ask-provider awaiting_provider', '2026-12-23 09:00'),
    at('2026-12-29 00:00'),
  )
  assert.equal(next(`${ASKED}\n2026-12-10 09:00 escalate escalated`, '2026-12-11 09:00'), undefined)
})
