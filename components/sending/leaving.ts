import { isEdited, ourForms } from './written.ts'

const TO_COPY_MS = 5 * 60_000

/** What knows whether something of the page is unsent. */
const asked = new Set<() => boolean>()
let unasked = false
let stayUntil = 0

/** Has the browser ask whoever leaves the page while something is unsent. Gives back the way to stop. */
export function askBeforeLeaving(isUnsent: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!unasked && isUnsent()) event.preventDefault()
  }
  addEventListener('beforeunload', ask)
  asked.add(isUnsent)
  return () => {
    removeEventListener('beforeunload', ask)
    asked.delete(isUnsent)
  }
}

/** Whether something goes with the page that was written and not sent. Where nothing else knows, the forms say so. */
export function isAnythingUnsent(): boolean {
  return asked.size > 0 ? [...asked].some((isUnsent) => isUnsent()) : ourForms().some(isEdited)
}

/** The page is about to be left, and nobody is asked: what they wrote has arrived, or nobody may see the page any more. */
export function leaveUnasked(): void {
  unasked = true
  // A browser may keep the page as it is, and show it again.
  addEventListener('pagehide', () => (unasked = false), { once: true })
}

/** Whoever was just told that their session has ended gets time to copy what they wrote. */
export function stayAwhile(): void {
  stayUntil = Date.now() + TO_COPY_MS
}

/** For how long the page stays though its session has ended: 0 unless somebody copies from it. */
export const msToStay = (): number => Math.max(0, stayUntil - Date.now())
