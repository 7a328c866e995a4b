import type { FetchFile } from './log-files.ts'
import type { PinStore } from './pins.ts'
import type { Random } from './spot-checks.ts'

/** What a visit needs of the world. Fetching rejects with `Unreachable` where there is no answer of the right kind. */
export type Ports = {
  readonly fetchPage: (query: string) => Promise<Uint8Array>
  readonly fetchFile: FetchFile
  readonly pins: PinStore
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: Random
}
