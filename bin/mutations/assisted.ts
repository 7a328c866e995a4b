import { type Mutation, of } from './mutation.ts'

const SESSIONS = ['lib/server/assisted/sessions.test.ts']
const PASSED_ON = ['lib/server/assisted/passing-on.test.ts']
const PAGES = ['lib/server/assisted/pages.test.ts']

const SEARCH = 'prisma/migrations/20261126200000_assisted/migration.sql'
const VOICE = 'prisma/migrations/20261126230000_voice/migration.sql'
const GUARDS = 'prisma/migrations/20261126210000_guards/migration.sql'
const DAY = 'prisma/migrations/20261126231000_assisted_day/migration.sql'

/** Asking for somebody who cannot log in: for whom, for how long, and nothing that they have not named. */
export const ASSISTED: readonly Mutation[] = [
  ...of('lib/server/assisted/sessions.ts', SESSIONS, [
    ['today >= MOST_A_DAY', 'today > MOST_A_DAY'],
    ['mins => ${ASSISTED_MINUTES}', 'mins => 2 * ${ASSISTED_MINUTES}::int'],
    ['UUID.test(id) ? ', 'true ? '],
    ['UUID.test(dispute) ? ', 'true ? '],
    ['id, staff, until: { gt: new Date() } }', 'id, until: { gt: new Date() } }'],
    ['id, staff, until: { gt: new Date() } }', 'id, staff }'],
    ['where: { staff, until: { gt: new Date() } }, orderBy', 'where: { until: { gt: new Date() } }, orderBy'],
    ['where: { staff, until: { gt: new Date() } }, orderBy', 'where: { staff }, orderBy'],
    ['addDays(from, -1)', 'from'],
    ['endOfDay(until, timeZone)]', 'endOfDay(addDays(until, 1), timeZone)]'],
    ['if (!row?.done) throw', 'if (!row) throw'],
    ['assisted.dispute !== undefined || ', ''],
    [' || !told) throw', ') throw'],
    ['.filter(({ named }) => chosen.includes(named.historyIndex))', ''],
    ['problemsOf(picked.length, answers)', 'problemsOf(1, answers)'],
    ['problemsOf(picked.length, answers).length > 0', 'picked.length === 0'],
    ['opener: worker.staff,', ''],
    ['locale, reference, asker', 'locale, asker'],
    ['reference.trim().toUpperCase()', 'reference'],
    [', code = ${codeDigest(reference, code)}', ", code = ${codeDigest('', code)}"],
  ]),
  ...of(DAY, SESSIONS, [
    ["staff = nullif(current_setting('sightline.staff', true), '')::uuid AND ", ''],
    [" AND started_at > now() - interval '24 hours'", ''],
    ["interval '24 hours'", "interval '1 hour'"],
  ]),
  // Functions of the database that read or write what the log-in itself may not.
  ...of(SEARCH, SESSIONS, [
    [
      "AND id = of_session AND staff = nullif(current_setting('sightline.staff', true), '')::uuid\n      AND",
      'AND id = of_session\n      AND',
    ],
    ['AND until > now() AND dispute IS NULL AND searches < 5', 'AND dispute IS NULL AND searches < 5'],
    ['AND until > now() AND dispute IS NULL AND searches < 5', 'AND until > now() AND searches < 5'],
    [' AND searches < 5', ''],
  ]),
  ...of(VOICE, SESSIONS, [
    [" AND ended_at IS NULL AND role IN ('agent', 'supervisor')\n  ), found", '\n  ), found'],
    ['AND c.staff = me.id)', 'AND false)'],
    ['a.tries >= 5 AND a', 'a.tries >= 6 AND a'],
    ['WHEN f.fits THEN 0 WHEN', 'WHEN'],
    ["a.tries >= 5 AND a.tried_at > now() - interval '1 hour'", 'a.tries >= 5'],
    ["a.tries >= 5 AND a.tried_at > now() - interval '1 hour'", 'false'],
    ['coalesce(a.code = digest, false)', 'true'],
    ['WHERE f.fits AND NOT f.locked ON', 'WHERE f.fits ON'],
    ['WHERE f.fits AND NOT f.locked ON', 'WHERE NOT f.locked ON'],
    ["now() + interval '30 minutes'", "now() + interval '45 minutes'"],
    ['CASE WHEN fits AND NOT locked THEN', 'CASE WHEN NOT locked THEN'],
    ['CASE WHEN fits AND NOT locked THEN', 'CASE WHEN fits THEN'],
  ]),
  ...of(GUARDS, SESSIONS, [
    [" AND coalesce(said#>>'{actor,kind}', '') <> 'patient'", ''],
    [' >= looks_from AND', ' IS NOT NULL AND'],
    [" AND (said->>'accessedAt')::timestamptz < looks_until", ''],
    ["OR position(lower(of_organisation) IN lower(said#>>'{organisation,name}')) > 0", 'OR true'],
    ["AND a.id = of_session AND a.staff = nullif(current_setting('sightline.staff', true), '')::uuid\n", 'AND a.id = of_session\n'],
    [
      'AND a.until > now() AND a.dispute IS NULL AND a.searches > 0\n    AND EXISTS',
      'AND a.dispute IS NULL AND a.searches > 0\n    AND EXISTS',
    ],
    [
      'AND a.until > now() AND a.dispute IS NULL AND a.searches > 0\n    AND EXISTS',
      'AND a.until > now() AND a.searches > 0\n    AND EXISTS',
    ],
    ['s.ended_at IS NULL AND ', ''],
    ['AND assisted_fits(said, a.organisation', 'AND true OR assisted_fits(said, a.organisation'],
    ['a.reference = of_reference AND ', ''],
    ['a.patient = of_patient AND a.reference', 'a.reference'],
    ['AND e.id = of_event', ''],
    ['AND assisted_fits(event_said(e.event), a.organisation, a.looks_from, a.looks_until))', ')'],
  ]),
  ...of('lib/server/disputes/cases.ts', SESSIONS, [["question.asker === 'assisted' ? 0 : 1", '1']]),
  ...of('lib/server/assisted/entries.ts', SESSIONS, [
    ['isShown ? named : event', 'named'],
    ["policy === 'shown' ||", 'false ||'],
    ["(event.nameVisibility.policy === 'delayed' && Date.parse(event.nameVisibility.until) <= now.getTime())", 'false'],
    [' && Date.parse(event.nameVisibility.until) <= now.getTime()', ''],
    ['<= AROUND_MINUTES', '< AROUND_MINUTES - 60'],
    ['Math.abs(minutes(clock) - minutes(time))', '(minutes(clock) - minutes(time))'],
  ]),
  ...of('lib/server/assisted/forms.ts', SESSIONS, [
    ['.max(200)\n  .refine((text) => !hasHidden(text))', '.max(200)'],
    ['.max(200)', ''],
    ['.max(1000)', ''],
    ["  .refine((text) => !hasHidden(text.replaceAll('\\n', ' ')))", ''],
    [".replaceAll('\\n', ' ')", ''],
    ['z.string().refine(isDay)', 'z.string()'],
    ['name: line.min(1)', 'name: line'],
    ['/^[A-Z0-9]{4}$/', '/^.{4}$/'],
    ['/^[A-Z0-9]{4}$/', '/[A-Z0-9]{4}$/'],
    ['line.min(SHORTEST_NAME)', 'line'],
    ['/^(?:[01]\\d|2[0-3]):[0-5]\\d$/', '/:/'],
    ['until < addDays(from, MOST_DAYS)', 'until <= addDays(from, MOST_DAYS)'],
    ['from <= until && ', ''],
    ['answers.length !== CALL_ANSWERS_NEEDED', 'answers.length < CALL_ANSWERS_NEEDED'],
    ['answers.length !== CALL_ANSWERS_NEEDED', 'answers.length > CALL_ANSWERS_NEEDED'],
    ["consent: z.literal('yes')", 'consent: z.string().optional()'],
    ["calledBack: z.literal('yes')", 'calledBack: z.string().optional()'],
  ]),
  ...of('lib/server/assisted/code.ts', SESSIONS, [
    ["hkdfSync('sha256', secret,", "hkdfSync('sha256', '',"],
    ['`${id}\\n${block}`', '`${block}`'],
    ['v1\\n${reference}\\n', 'v1\\n'],
    ['code.toUpperCase()', 'code'],
    [".replaceAll(/[^A-Z0-9]/g, '')", ''],
  ]),
  ...of('lib/server/assisted/pages.ts', PAGES, [
    ['await desk.look(', 'void desk.look('],
    ['!told || ', ''],
    [' || assisted.dispute !== undefined) return', ') return'],
    ["if (dispute === undefined) throw new AppError('not-found')", ''],
    ['view.outcome !== undefined && answer', 'answer'],
  ]),
  ...of('lib/server/assisted/changes.ts', PAGES, [
    ['await requireAnother(desk, person)', ''],
    ['if (me?.person === patientKey(person)) throw', 'if (false) throw'],
    ['await desk.look(', 'void desk.look('],
    ['sent === undefined ? {', 'false ? {'],
    ['Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined', 'CHANGES[name]'],
    ["if (!change) throw new AppError('not-found')", ''],
    ["if (cause instanceof IdentifierError) throw new AppError('not-a-person', { cause })", ''],
  ]),
  ...of('lib/server/assisted/case-letter.ts', PAGES, [
    ['await lookAt(desk, found, async (tx) =>', 'await readAt(desk, SUPPORT, async (tx) =>'],
  ]),
  ...of(
    'lib/server/assisted/case-letter.ts',
    ['lib/server/disputes/workplace.test.ts'],
    [["if (read === 'conflict') throw new AppError('not-found')", '']],
  ),
  ...of('lib/server/assisted/forms.ts', PASSED_ON, [
    ["sure: z.literal('yes')", 'sure: z.string().optional()'],
    ['const said = z.enum(WAYS)', 'const said = z.string()'],
  ]),
  ...of('lib/server/assisted/passing-on.ts', PASSED_ON, [
    ['byCode: true, ', ''],
    [', until: { gt: new Date() } }', ' }'],
    ["if (!(await toldUntil(tx, named.at, desk.session))) throw new AppError('not-found')", ''],
    ["=== 'conflict') return", "=== 'never') return"],
    ['    await requireFewSteps(tx, found.at)', ''],
    ['by: staff, name }', 'by: staff, name: role }'],
  ]),
  ...of('lib/server/disputes/own-steps.ts', PASSED_ON, [["(party = 'patient' OR detail ->> 'said' IS NOT NULL)", "party = 'patient'"]]),
]
