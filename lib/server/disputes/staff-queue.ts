import { z } from 'zod'
import { parseQueueFilter, printQueueFilter, type QueueFilter, VIEWS } from '#lib/dispute/queue-filter.ts'
import type { StaffQueue } from '#lib/dispute/queue-view.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { UUID } from '#lib/event/access-event.ts'
import { visible } from '#lib/event/visible.ts'
import { AppError } from '../app-error.ts'
import { changeByForm, readPlainForm } from '../by-form.ts'
import { type Desk, readAt, workAt } from '../desk.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { queueCounts } from './kept-counts.ts'
import { countQueue, readQueue } from './queue.ts'

const MOST_VIEWS = 20

/** A page of the queue of all cases, for agents and supervisors; nothing of what is in a case. @throws {AppError} `not-logged-in`, `not-found` */
export function queuePage(query: URLSearchParams): Promise<StaffQueue> {
  return forPage(async () => {
    const desk = await deskOf(SUPPORT)
    const { session } = desk
    const filter = parseQueueFilter(query)
    const { page, own, names } = await readAt(desk, SUPPORT, async (tx) => {
      const page = await readQueue(tx, filter, query.get('after') ?? undefined)
      const own = await tx.staffView.findMany({ where: { staff: session.staff }, orderBy: { name: 'asc' } })
      const holders = page.rows.flatMap(({ assignee }) => assignee ?? [])
      const found = await tx.staff.findMany({ where: { id: { in: holders } }, select: { id: true, name: true } })
      return { page, own, names: new Map(found.map(({ id, name }) => [id, name])) }
    })
    const filters = [...Object.values<QueueFilter>(VIEWS), ...own.map((view) => parseQueueFilter(new URLSearchParams(view.filter)))]
    const key = filters.map(printQueueFilter).join(' ')
    const counts = await queueCounts.get(session.staff, key, () => readAt(desk, SUPPORT, (tx) => countQueue(tx, filters)))
    const views = counts.views.slice(0, Object.keys(VIEWS).length)
    const { visit, staff } = session
    const withCounts = own.map(({ id, name, filter }, i) => ({ id, name, filter, count: counts.views[views.length + i] }))
    return { ...page, filter, counts, views, own: withCounts, names, visit, staff, now: new Date() }
  })
}

const newView = z.object({ name: z.string().trim().min(1).max(60), filter: z.string().max(500) })

/**
 * Keeps or removes a view of the caller's queue, by a form, and leads back to the queue.
 *
 * @throws {AppError} `foreign-request`; for what is no page's form, `not-logged-in`; `not-found` for another change, or a view that is not theirs.
 */
export function changeViews(change: string, request: Request): Promise<Response> {
  return changeByForm(request, {
    roles: SUPPORT,
    page: '/support',
    read: readPlainForm,
    work: async (desk, { fields }) => {
      if (change === 'remove') {
        await removeView(desk, fields.get('id') ?? '')
        return { path: '/support', query: { done: 'remove-view' } }
      }
      if (change !== 'save') throw new AppError('not-found')
      const given = newView.safeParse(Object.fromEntries(fields))
      if (!given.success) return { path: '/support', query: { problem: 'view' } }
      const filter = parseQueueFilter(new URLSearchParams(given.data.filter))
      const saved = await saveView(desk, visible(given.data.name), printQueueFilter(filter))
      const shown = Object.fromEntries(new URLSearchParams(printQueueFilter(filter)))
      return { path: '/support', query: { ...shown, ...(saved ? { done: 'save-view' } : { problem: 'view' }) } }
    },
  })
}

/** False where there are too many already. A name that is there gets the new filter. */
function saveView(desk: Desk, name: string, filter: string): Promise<boolean> {
  const { staff } = desk.session
  return workAt(desk, SUPPORT, async (tx) => {
    const others = await tx.staffView.count({ where: { staff, NOT: { name } } })
    if (others >= MOST_VIEWS) return false
    const { count } = await tx.staffView.updateMany({ where: { staff, name }, data: { filter } })
    if (count === 0) await tx.staffView.create({ data: { staff, name, filter } })
    return true
  })
}

async function removeView(desk: Desk, id: string): Promise<void> {
  if (!UUID.test(id)) throw new AppError('not-found')
  const { count } = await workAt(desk, SUPPORT, (tx) => tx.staffView.deleteMany({ where: { staff: desk.session.staff, id } }))
  if (count === 0) throw new AppError('not-found')
}
