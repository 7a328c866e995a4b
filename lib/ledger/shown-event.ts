import { type AccessEvent, parseConcealed, parseEvent, withNames } from '#lib/event/access-event.ts'
import { WITHHELD, type Withheld } from '#lib/history/page.ts'
import { nameIsShown } from './history-page.ts'

/** The columns of an event that say what happened. */
export type EventBytes = { readonly event: Uint8Array | null; readonly concealed: Uint8Array | null; readonly withheld: string | null }

/** What its patient is shown of an event, and whether the names in it are; or why its content is withheld. */
export type ShownEvent = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' } | { readonly withheld: Withheld }

/** As the patient is shown it at `now`, in milliseconds. @throws {VerificationError} `malformed` for bytes that are no event. */
export function shownEvent({ event, concealed, withheld }: EventBytes, now: number): ShownEvent {
  if (withheld !== null || !event || !concealed) return { withheld: WITHHELD.find((why) => why === withheld) ?? 'erased' }
  const isShown = nameIsShown(event, now)
  return { event: withNames(parseEvent(event), isShown ? parseConcealed(concealed) : {}), concealed: isShown ? 'opened' : 'withheld' }
}
