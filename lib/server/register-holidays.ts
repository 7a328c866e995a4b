import type { Pool } from '#lib/db/pool.ts'
import { isDay } from '#lib/event/days.ts'
import { hasHidden } from '#lib/event/visible.ts'
import type { Exception } from './public-holidays.ts'

/** An exception that cannot be registered; the message says why, for the operator. */
export class NotRegistered extends Error {
  override readonly name = 'NotRegistered'
}

/**
 * Says of a day whether it is worked, in the place of what was said of it before. This and the next need the database owner's log-in.
 *
 * @throws {NotRegistered}
 */
export async function addHoliday(owner: Pool, { day, working, name }: Exception): Promise<void> {
  if (!isDay(day)) throw new NotRegistered(`${day} is not a day such as 2026-12-24.`)
  if (name.trim() === '' || name.length > 100 || hasHidden(name)) throw new NotRegistered('A name is 1 to 100 characters that can be seen.')
  await owner.query(
    `INSERT INTO holiday (day, working, name) VALUES ($1, $2, $3)
     ON CONFLICT (day) DO UPDATE SET working = excluded.working, name = excluded.name`,
    [day, working, name.trim()],
  )
}

/** Leaves a day to the week and the country's public holidays again. @throws {NotRegistered} if nothing was registered. */
export async function removeHoliday(owner: Pool, day: string): Promise<void> {
  const { rowCount } = await owner.query('DELETE FROM holiday WHERE day::text = $1', [day])
  if (rowCount === 0) throw new NotRegistered(`Nothing is registered for ${day}.`)
}
