import { type Mutation, of } from './mutation.ts'

const TELL = ['lib/clockwork/tell.test.ts']
const DAYS = ['lib/clockwork/days.test.ts']

/** What time does by itself: reminders, closing, forgetting, and whom of the staff it tells. */
export const CLOCKWORK: readonly Mutation[] = [
  ...of('lib/clockwork/messages.ts', TELL, [
    ["AND ${stage} <> 'asked'", ''],
    ['AND s.organisation = d.provider ', ''],
    ["AND ${clock} = 'provider' ", ''],
    ["AND ${stage} <> 'half'", ''],
    ["AND ${stage} = 'overdue'", ''],
    ['c.staff = s.id)', 'false)'],
    ['AND c.dispute = d.id ', ''],
    ['s.ended_at IS NULL AND ', ''],
    ['s.email IS NOT NULL', 'true'],
    ['AND d.id = ${id}::uuid\n', '\n'],
  ]),
  ...of('lib/clockwork/tell.ts', TELL, [
    ["if (row.stage !== 'overdue' && ", 'if ('],
    ["if (row.stage !== 'overdue' && !calendar.isWorkingDay(dayIn(now, calendar.timeZone))) return", 'if (false) return'],
    ['last.stage === stage)', 'true)'],
    ['last?.since.getTime() === since.getTime()', 'last'],
    ["SET state = 'unknown'", "SET state = 'waiting'"],
    ["WHERE state = 'claimed'`", "WHERE state IN ('claimed', 'sent')`"],
    ["if (done === 'later') throw", "if (done === 'unknown') throw"],
    ['s.ended_at IS NULL\n', 'true\n'],
    ["(s.id = d.assignee OR s.role = 'officer'", "(true OR s.role = 'officer'"],
    ["(s.id = d.assignee OR s.role = 'officer'", "(s.role = 'officer'"],
    ['s.organisation = d.provider OR', 'true OR'],
    ["s.role = 'supervisor' AND m.stage = 'overdue')", 'false)'],
    ['c.staff = m.staff)', 'false)'],
    ['dueDay === undefined || row', 'row'],
    ['row.email === null || ', ''],
    ['if (running) await', 'if (!running) await'],
    ['while (!isWorkingDay(day)) day = addDays(day, 1)', ''],
    ['addDays(day, -1), timeZone', 'day, timeZone'],
    ["refused: 'dropped'", "refused: 'waiting'"],
    [' AND state = ${from}`', '`'],
  ]),
  ...of('lib/clockwork/cases.ts', DAYS, [
    ['- REOPEN_DAYS * DAY_MS', '- (REOPEN_DAYS - 1) * DAY_MS'],
    ['decided_at <= ${', 'decided_at < ${'],
    ['- DRAFT_DAYS * DAY_MS', '- (DRAFT_DAYS - 2) * DAY_MS'],
    ['- DRAFT_DAYS * DAY_MS', '- (DRAFT_DAYS + 2) * DAY_MS'],
    ['WHERE dispute IS NULL AND until', 'WHERE until'],
    ['WHERE dispute IS NULL AND until < ${before}', 'WHERE dispute IS NULL'],
    ['log.error({ what', 'throw error; log.error({ what'],
    ["step: 'remind', detail: { clock, stage } }, calendar, now)", "step: 'remind', detail: { clock, stage } }, calendar)"],
    ['dueAt: { lte: new Date(now()) }', 'dueAt: { gte: new Date(now()) }'],
    ['dueAt: { lte: new Date(now()) }', 'dueAt: { lt: new Date(now()) }'],
  ]),
]
