import { type Mutation, of } from './mutation.ts'

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
]
