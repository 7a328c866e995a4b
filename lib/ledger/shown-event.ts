import { type AccessEvent, parseConcealed, parseEvent, withNames } from '#lib/event/access-event.ts'
import { WITHHELD, type Withheld } from '#lib/history/page.ts'
import { VerificationError } from '#lib/tlog/error.ts'
import { nameIsShown } from './history-page.ts'

/** The columns of an event that say what happened. */
export type EventBytes = { readonly event: Uint8Array | null; readonly concealed: Uint8Array | null; readonly withheld: string | null }

/**
 * What its patient is shown of an event, and whether the names in it are; or why its content is withheld. `unreadable`: what is stored is no
 * event, so that it cannot be what was sealed.
 */
export type ShownEvent =
  | { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }
  | { readonly withheld: Withheld | 'unreadable' }

/** As the patient is shown it at `now`, in milliseconds. */
export function shownEvent({ event, concealed, withheld }: EventBytes, now: number): ShownEvent {
  if (withheld !== null || !event || !concealed) return { withheld: WITHHELD.find((why) => why === withheld) ?? 'erased' }
  return readShown(event, nameIsShown(event, now) ? concealed : undefined)
}

/** The same from the bytes that a page gives: without `concealed` the names are withheld. */
export function readShown(event: Uint8Array, concealed: Uint8Array | undefined): ShownEvent {
  const read = unlessUnreadable(() => withNames(parseEvent(event), concealed ? parseConcealed(concealed) : {}))
  return read ? { event: read, concealed: concealed ? 'opened' : 'withheld' } : { withheld: 'unreadable' }
}

/** What `read` makes of stored bytes; undefined where they are none that could have been sealed. */
export function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}
