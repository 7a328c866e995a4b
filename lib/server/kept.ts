import { logProblem } from './problem.ts'

export type Unreadable = 'unreadable'

const LONGEST_READ_MS = 3000
const AGAIN_MS = 1000

/**
 * Makes a function that reads at most once in `ms`, however many ask, and keeps what it read for the others: a crawler costs what one reader
 * costs. What fails, or takes more than 3 s, is `unreadable`, and is tried again after a second: the page around it is answered all the same.
 */
export function kept<T extends object | string | undefined>(
  ms: number,
  read: () => Promise<T>,
  clock = Date.now,
): () => Promise<T | Unreadable> {
  let until = Number.NEGATIVE_INFINITY
  let value: Promise<T | Unreadable> | undefined
  return () => {
    if (value === undefined || clock() >= until) {
      until = Number.POSITIVE_INFINITY
      value = attempt(read)
      void value.then((read) => {
        until = clock() + (read === 'unreadable' ? Math.min(ms, AGAIN_MS) : ms)
      })
    }
    return value
  }
}

async function attempt<T>(read: () => Promise<T>): Promise<T | Unreadable> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('not read within 3 s')), LONGEST_READ_MS)
  try {
    return await Promise.race([read(), late.promise])
  } catch (error) {
    logProblem('unreadable', error, 'a part of a public page could not be read')
    return 'unreadable'
  } finally {
    clearTimeout(timer)
  }
}
