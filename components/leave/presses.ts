/** Longest time between two presses, in milliseconds. */
const WITHIN_MS = 5000

export const PRESSES_TO_LEAVE = 3

/** How often Shift was pressed by itself, when last, and whether it is held for another key or the pointer. */
export type Presses = { readonly count: number; readonly at: number; readonly held: boolean }
export const NO_PRESSES: Presses = { count: 0, at: 0, held: false }

type Released = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'timeStamp'>

/** Counts a key that was let go. What Shift did together with another key (a capital letter, a selection) is no press of Shift. */
export function released({ count, at, held }: Presses, { key, shiftKey, timeStamp }: Released): Presses {
  if (key !== 'Shift') return { ...NO_PRESSES, held: shiftKey }
  if (held) return NO_PRESSES
  return { count: (timeStamp - at <= WITHIN_MS ? count : 0) + 1, at: timeStamp, held: false }
}
