import { RateLimiterMemory } from 'rate-limiter-flexible'
import { refuse } from './outcome.ts'

/** Requests of one record system that had to be refused for what they held (4xx), in the minute that runs. Ours (5xx) are not counted. */
export type Refusals = {
  /** @throws {Refusal} `too-many-requests`, with the seconds until the minute ends. */
  readonly requireFew: (recordSystem: string) => Promise<void>
  readonly count: (recordSystem: string, status: number) => Promise<void>
}

/** A system that keeps sending what cannot be taken is asked to stop and look, so that it takes no time from the others. */
export function refusalLimit(perMinute: number): Refusals {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return {
    async requireFew(recordSystem) {
      const counted = await limiter.get(recordSystem)
      if (!counted || counted.consumedPoints < perMinute) return
      throw refuse('too-many-requests', `${perMinute} requests of this minute were refused. Mend what you send, then go on.`, {
        'retry-after': String(Math.ceil(counted.msBeforeNext / 1000)),
      })
    },
    async count(recordSystem, status) {
      if (status >= 400 && status < 500 && status !== 429) await limiter.penalty(recordSystem)
    },
  }
}
