import { dayIn } from '#lib/dispute/calendar.ts'
import type { Overview, OverviewFilter } from '#lib/dispute/overview.ts'
import { SUPERVISOR } from '#lib/dispute/roles.ts'
import { DAY_MS, isDay, utcDay } from '#lib/event/days.ts'
import { type Desk, readAt } from '../desk.ts'
import { organisationNames } from './organisations.ts'
import { figures } from './overview-figures.ts'

const USUAL_DAYS = 182

export type Asked = { readonly [name: string]: string | readonly string[] | undefined }

/** How the work goes. Days that are none are the usual ones. @throws {AppError} `not-found` for who is no supervisor. */
export function overviewAt(desk: Desk, asked: Asked, now = new Date()): Promise<Overview> {
  const { timeZone } = desk.calendar
  const filter = filterOf(asked, dayIn(now, timeZone))
  return readAt(desk, SUPERVISOR, async (tx) => {
    const names = await organisationNames(tx)
    const found = await figures(tx, { ...filter, organisation: filter.organisation ?? null, now, timeZone })
    const organisations = [...names].map(([key, name]) => ({ key, name })).sort((a, b) => a.name.localeCompare(b.name))
    const byOrganisation = found.byOrganisation.map((group) => ({ ...group, name: names.get(group.key) ?? group.key }))
    return { at: now.toISOString(), filter, organisations, ...found, byOrganisation }
  })
}

/** What was asked, as far as it makes sense. */
export function filterOf({ from, to, organisation }: Asked, today: string): OverviewFilter {
  const until = typeof to === 'string' && isDay(to) && to < today ? to : today
  const usual = utcDay(Date.parse(until) - USUAL_DAYS * DAY_MS)
  return {
    from: typeof from === 'string' && isDay(from) && from <= until ? from : usual,
    to: until,
    organisation: typeof organisation === 'string' && organisation !== '' ? organisation : undefined,
  }
}
