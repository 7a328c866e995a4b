const TO_COPY_MS = 5 * 60_000

let unasked = false
let stayUntil = 0

/** Has the browser ask whoever leaves the page while something is unsent. Gives back the way to stop. */
export function askBeforeLeaving(isUnsent: () => boolean): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (!unasked && isUnsent()) event.preventDefault()
  }
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
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
