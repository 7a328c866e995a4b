import { type Mutation, of } from './mutation.ts'

const WORKER = ['lib/alerts/worker.test.ts']
const SERVER = ['lib/server/alerts.test.ts']
const PUSH = ['lib/alerts/push.test.ts']

export const ALERTS: readonly Mutation[] = [
  ...of(
    'lib/alerts/quiet.ts',
    ['lib/alerts/quiet.test.ts'],
    [
      ['if (from === until) return now', 'if (from === until) return new Date(0)'],
      ['from <= minute && minute < until', 'from <= minute && minute <= until'],
      ['from <= minute || minute < until', 'from < minute || minute < until'],
      ['timeZone: zone', "timeZone: 'UTC'"],
    ],
  ),
  ...of(
    'lib/alerts/tokens.ts',
    ['lib/alerts/tokens.test.ts'],
    [
      ['  try {\n    decipher.final()', '  try {\n    void 0'],
      ["|| sealed.toString('base64url') !== token", ''],
      ['timingSafeEqual(plain.subarray(16), digestOf(address))', 'true'],
      ['given.length === own.length && timingSafeEqual(given, own)', 'given.length === own.length'],
      ['.update(patient)', ''],
      ['.update(id)', ''],
    ],
  ),
  ...of('lib/alerts/push.ts', PUSH, [
    ['found.some(({ address }) => isInside(address))', 'false'],
    ['if (!(await claim())) return undefined', 'await claim()'],
    ['status === 404 || status === 410', 'status === 404'],
    ["return status === 429 || status >= 500 ? 'later'", "return status >= 500 ? 'later'"],
  ]),
  ...of('lib/alerts/endpoint.ts', PUSH, [
    ["inside.check(address, family === 4 ? 'ipv4' : 'ipv6')", 'false'],
    ["protocol === 'https:' &&", ''],
    ["port === '' &&", ''],
    ["username === '' &&", ''],
    ['/[a-z].*\\.|\\..*[a-z]/.test(hostname)', 'true'],
    ['text.length > LONGEST_ENDPOINT ||', ''],
  ]),
  ...of('lib/alerts/who.ts', WORKER, [[' && !isOwnLook(event)', '']]),
  ...of('lib/ledger/shown-event.ts', WORKER, [['nameIsShown(event, now) ? concealed : undefined', 'concealed']]),
  ...of(
    'lib/event/portal.ts',
    ['components/timeline/own-looks.test.ts'],
    [
      ['isPortalLook({ origin }) && ', ''],
      [" && actor?.kind === 'patient'", ''],
    ],
  ),
  ...of('lib/alerts/decide.ts', WORKER, [
    ['if (row.history_index < settings.since) continue', ''],
    ['for (const digest of who) known.add(digest)', ''],
    ['const isNew = who.some(', 'const isNew = who.every('],
    ['access.emergency ?', 'false ?'],
    ['person !== undefined && followed.has(person)', 'person !== undefined'],
    ["if (contact === 'silent') return", ''],
    ['if (alert) others++', 'others++'],
    ['urgent: access?.emergency === true', 'urgent: false'],
    ['await queueSending(client, patient)\n}', '}'],
  ]),
  ...of('lib/alerts/outbox.ts', WORKER, [
    ['AND refused_at IS NULL`', '`'],
    [
      "SET state = 'unknown', changed_at = now() WHERE state = 'claimed'",
      "SET state = 'waiting', changed_at = now() WHERE state = 'claimed'",
    ],
    ['array_agg(DISTINCT locked_by)', "ARRAY['nobody']"],
  ]),
  ...of('lib/alerts/send.ts', WORKER, [
    ['if (due > at) return comeBack', 'if (false) return comeBack'],
    ['!urgent && since !== null', 'since !== null'],
    ["if (done === 'later') throw", 'if (false) throw'],
  ]),
  ...of('lib/alerts/smtp.ts', [...WORKER, ...SERVER], [["? 'later' : 'refused'", "? 'later' : 'later'"]]),
  ...of('lib/alerts/confirm.ts', SERVER, [["AND mailed_at IS NULL AND address IS NOT NULL'", "AND address IS NOT NULL'"]]),
  ...of('lib/alerts/schedule.ts', WORKER, [
    ["part('weekday') !== DIGEST_DAY", 'false'],
    ["Number(part('hour')) < DIGEST_HOUR", 'false'],
    ['SET week = 0, digest_day = $2', 'SET week = week, digest_day = $2'],
    ['s.digest_day < $2)', 's.digest_day <= $2)'],
    [
      "days => $1)', [KEPT_DAYS])\n  await pool.query('DELETE FROM alert_message",
      "days => 2 * $1)', [KEPT_DAYS])\n  await pool.query('DELETE FROM alert_message",
    ],
    ['WHERE h.size > s.seen', 'WHERE h.size < s.seen'],
  ]),
  ...of('lib/server/alert-changes.ts', SERVER, [
    ["if (!person) throw new AppError('not-found')", ''],
    ['if (rows.length === 0) throw', 'if (false) throw'],
    ['data: { address: null } })\n  })', 'data: {} })\n  })'],
    ["form.get('visit') !== visit", 'false'],
  ]),
  ...of('lib/server/alert-rows.ts', SERVER, [['if (on) await record()', 'if (on) void record']]),
  ...of('lib/server/alert-places.ts', SERVER, [
    ["if ((await asked(1)) >= LINKS_AN_HOUR || (await asked(24)) >= LINKS_A_DAY) throw new AppError('too-many-requests')", ''],
    [
      "if (!link) throw new AppError('not-found', { message: 'This link counts no longer.' })\n    await forgetLinks(snapshot, patient)",
      "if (!link) throw new AppError('not-found', { message: 'This link counts no longer.' })",
    ],
    ['AND mailed_at IS NOT NULL', ''],
    ['AND requested_at > now() - make_interval(mins => ${LINK_MINUTES}) FOR UPDATE', 'FOR UPDATE'],
    ['if (email && isFor(email.address)) await', 'if (email) await'],
    ['z.string().refine(isEndpoint)', 'z.string()'],
    ['>= MOST_BROWSERS)', '>= 1000)'],
    ["Buffer.from(text, 'base64url').length === 16", 'true'],
    ['ecdh.computeSecret(key)', 'void key'],
  ]),
]
