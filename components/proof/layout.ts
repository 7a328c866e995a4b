import type { EntryProof, PathStep } from '#lib/verify/types.ts'

/** Where everything of the drawn proof stands: it runs down from the entry to the signatures and the time stamp, siblings join from their side. */
type Drawing = {
  readonly height: number
  readonly stages: readonly Stage[]
  readonly joins: readonly Join[]
  /** Where the list of signatures begins. */
  readonly signatures: number
}

type StageName = 'entry' | 'history' | 'head' | 'map' | 'log' | 'signatures' | 'stamped'

export type Stage = { readonly name: StageName; readonly y: number; readonly hash?: string; readonly number: number }

/** A sibling at (`x`, `y`) that is hashed with what comes from above at `y` into what stands at `to`. */
export type Join = { readonly key: string; readonly x: number; readonly y: number; readonly to: number; readonly hash: string }

export const WIDTH = 360
export const CENTRE = WIDTH / 2
export const STAGE_HEIGHT = 58
export const SIGNATURE_HEIGHT = 50
const REACH = 76
const STEP = 34
const GAP = 24

export function layOut({ commitment, history, map, log, signatures }: EntryProof, stamped: boolean): Drawing {
  const stages: Stage[] = []
  const joins: Join[] = []
  let y = 0
  const stage = (name: StageName, number: number, hash?: string) => {
    stages.push({ name, y, number, ...(hash !== undefined && { hash }) })
    y += STAGE_HEIGHT + GAP
  }
  const path = (steps: readonly PathStep[], of: string) => {
    for (const [i, { side, hash }] of steps.entries()) {
      joins.push({ key: `${of}-${i}`, x: side === 'left' ? CENTRE - REACH : CENTRE + REACH, y, to: y + STEP - 8, hash })
      y += STEP
    }
    if (steps.length > 0) y += GAP - 8
  }
  stage('entry', 1, commitment)
  path(history.path, 'history')
  stage('history', history.size, history.root)
  stage('head', 1, map.headValue)
  path(map.path, 'map')
  stage('map', 1, map.root)
  path(log.path, 'log')
  stage('log', log.size, log.root)
  stage('signatures', signatures.length)
  const below = y - GAP
  y = below + signatures.length * SIGNATURE_HEIGHT + GAP
  if (stamped) stage('stamped', 1)
  return { stages, joins, signatures: below, height: y - GAP }
}

/** The first bytes of a hash, as people compare them. */
export function abbreviate(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
  return `${[...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}…`
}

const ZEROS = `${'A'.repeat(43)}=`

/** A place of the map below which there is no history. */
export function isEmpty(base64: string): boolean {
  return base64 === ZEROS
}
