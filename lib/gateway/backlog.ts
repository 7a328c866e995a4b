import { unavailable } from './outcome.ts'

const LOOK_AGAIN_MS = 1000
const RETRY_AFTER_SECONDS = 30

/** Refuses new events while more than `limit` wait to be sealed. The count is at most a second old, and asked for once at a time. */
export function backlogLimit(count: () => Promise<number>, limit: number): () => Promise<void> {
  let last = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined
  const look = async () => {
    try {
      last = await count()
      lookedAt = performance.now()
    } finally {
      looking = undefined
    }
  }
  return async () => {
    if (performance.now() - lookedAt > LOOK_AGAIN_MS) {
      looking ??= look()
      await looking
    }
    if (last >= limit) throw unavailable(`${limit} events wait to be sealed. Send the same again later.`, RETRY_AFTER_SECONDS)
  }
}
