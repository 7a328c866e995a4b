import type { Snapshot } from '#lib/db/prisma.ts'
import type { AddedToCause } from '#lib/dispute/cause.ts'
import { SUPPORT } from '#lib/dispute/roles.ts'
import { readAt } from '../desk.ts'
import { organisationNames } from '../disputes/organisations.ts'
import { deskOf } from '../own-desk.ts'
import { forPage } from '../problem.ts'
import { addedToCause } from './added.ts'
import { countMatches, findHeaps, findMatches, type Heap, type Match } from './matching.ts'
import { type CauseEventView, type CauseView, causeEvents, listCauses, readCause } from './rows.ts'

/** Questions of which a page names one by one; of the others it says how many. */
const NAMED = 100

type CausesPage = {
  /** The session that the page is made for. */
  readonly visit: string
  readonly causes: readonly CauseView[]
  readonly heaps: readonly (Heap & { readonly name: string })[]
}

/** All causes, and where another may be. @throws {AppError} `not-logged-in`; `not-found` for other staff. */
export function causesPage(): Promise<CausesPage> {
  return forPage(async () => {
    const desk = await deskOf(SUPPORT)
    const read = async (tx: Snapshot) => {
      const names = await organisationNames(tx)
      const heaps = await findHeaps(tx)
      return {
        visit: desk.session.visit,
        causes: await listCauses(tx),
        heaps: heaps.map((heap) => ({ ...heap, name: names.get(heap.organisation) ?? heap.organisation })),
      }
    }
    return readAt(desk, SUPPORT, read)
  })
}

type CausePage = {
  readonly visit: string
  readonly cause: CauseView
  readonly events: readonly CauseEventView[]
  /** Of the questions that fit: the oldest of them, how many there are, and how many of these the caller can join. */
  readonly matches: readonly Match[]
  readonly matching: number
  readonly takeable: number
  /** References of joined questions, the oldest ones. */
  readonly joined: readonly string[]
  readonly added: AddedToCause
  /** Whether the caller proposed the answer, so that somebody else must confirm it. */
  readonly mine: boolean
}

/** One cause. @throws as `causesPage`; `not-found` for one that there is not. */
export function causePage(id: string): Promise<CausePage> {
  return forPage(async () => {
    const desk = await deskOf(SUPPORT)
    const { session, calendar } = desk
    return readAt(desk, SUPPORT, async (tx) => {
      const cause = await readCause(tx, id)
      const { pattern, proposedBy } = cause
      const open = cause.state === 'open'
      const joined = await tx.dispute.findMany({
        where: { cause: id },
        select: { reference: true },
        orderBy: [{ submittedAt: 'asc' }, { id: 'asc' }],
        take: NAMED,
      })
      return {
        visit: session.visit,
        cause,
        events: await causeEvents(tx, id),
        matches: open ? await findMatches(tx, pattern, session, { takeable: false, lock: false, limit: NAMED }, calendar.timeZone) : [],
        ...(open ? await countMatches(tx, pattern, session, calendar.timeZone) : { matching: 0, takeable: 0 }),
        joined: joined.map(({ reference }) => reference),
        added: await addedToCause(tx, cause),
        mine: proposedBy === session.staff,
      }
    })
  })
}
