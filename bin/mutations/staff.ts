import { type Mutation, of } from './mutation.ts'

const SITTING = ['lib/server/staff.test.ts']

export const STAFF: readonly Mutation[] = [
  ...of(
    'lib/server/staff-sessions.ts',
    ['lib/server/staff-sessions.test.ts'],
    [
      ['if (!reaches(claims.acr, { level: STAFF_LEVEL })) throw', 'if (false) throw'],
      ["STAFF_LEVEL: Level = 'high'", "STAFF_LEVEL: Level = 'substantial'"],
      ['if (!this.#isFresh(claims.auth_time)) throw', 'if (false) throw'],
      ['Math.abs(now - authTime)', 'now - authTime'],
      [', endedAt: null }', ' }'],
      [' || !roles.includes(member.role)', ''],
      ['found.role !== token.role || ', ''],
      [' || !reaches(found.acr, { level: STAFF_LEVEL })', ''],
      ['found.idle >= IDLE_SECONDS || ', ''],
      [' || found.age >= LONGEST_STAFF_SECONDS', ''],
      ['s.ended_at IS NULL AND m.ended_at', 'm.ended_at'],
      [' AND m.ended_at IS NULL', ''],
      [' AND s.created_at >= m.registered_at', ''],
      ['(${everywhere} OR id = ${id})', '(${everywhere} OR id IS NOT NULL)'],
      ['(${everywhere} OR id = ${id})', '(false AND ${everywhere} OR id = ${id})'],
    ],
  ),
  ...of('lib/event/words.ts', ['lib/event/words.test.ts'], [['isPortalLook(event) && (role', '(role']]),
  ...of('lib/event/portal.ts', ['lib/event/words.test.ts'], [['isPortalLook(event) && reference', 'reference']]),
  ...of('lib/server/portal.ts', ['lib/server/portal.test.ts'], [['...(reference !== undefined && { reference }) })', '})']]),
  ...of('lib/server/staff.ts', SITTING, [
    ["if (!session) throw new AppError('not-logged-in')", ''],
    ["if (!roles.includes(session.role)) throw new AppError('not-found')", ''],
    ['find(token, { extend })', 'find(token, { extend: true })'],
    ['return roles.includes(session.role) ? session : notFound()', 'return session'],
    ['{ to: path }', "{ to: '' }"],
  ]),
  ...of('lib/server/session-cookie.ts', SITTING, [['.catch(() => undefined)', '']]),
  ...of('lib/server/own-desk.ts', SITTING, [['await requireStaff(roles)', "await requireStaff(['agent', 'officer', 'supervisor'])"]]),
  ...of('lib/server/own-desk.ts', ['lib/server/assisted/pages.test.ts'], [['(look) => recordStaffLook(session, look)', 'async () => {}']]),
  ...of('lib/server/staff-database.ts', SITTING, [["env('web').STAFF_DATABASE_URL", "env('web').WEB_DATABASE_URL"]]),
  ...of('lib/server/by-form.ts', SITTING, [
    ['requireSameOrigin(request, WEB_ORIGIN)', ''],
    ['await deskOf(roles)', "await deskOf(['agent', 'officer', 'supervisor'])"],
    ["if (form.fields.get('visit') !== desk.session.visit) throw new AppError('not-logged-in')", ''],
    ["if (error.code === 'not-logged-in') return", 'if (false) return'],
  ]),
]
