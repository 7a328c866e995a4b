import { type Line, LineSplitter } from './lines.ts'

export type BatchLimits = {
  readonly lineBytes: number
  readonly batchLines: number
  readonly batchBytes: number
  readonly lingerMs: number
}

/**
 * The lines of a request body in batches, each what came since the last one was asked for, bounded in lines and bytes; a line waits
 * at most `lingerMs` for company. Nothing is read from the connection while nobody asks: this is the back-pressure. A connection that
 * is cut throws, and the half line before the cut is never yielded. `stop` ends the batches early, between two chunks.
 */
export async function* lineBatches(
  body: AsyncIterable<Uint8Array>,
  limits: BatchLimits,
  stop: AbortSignal,
): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(limits.lineBytes)
  const chunks = body[Symbol.asyncIterator]()
  let batch: Line[] = []
  let bytes = 0
  let arriving = chunks.next()
  try {
    for (;;) {
      if (stop.aborted) return
      const arrived = await settled(arriving, stop, batch.length === 0 ? undefined : limits.lingerMs)
      if (arrived === 'stopped') return
      if (arrived === 'later') {
        yield batch
        ;[batch, bytes] = [[], 0]
        continue
      }
      const lines = arrived.done ? splitter.end() : splitter.push(arrived.value)
      for (const line of lines) {
        batch.push(line)
        bytes += line.bytes?.length ?? 0
        if (batch.length < limits.batchLines && bytes < limits.batchBytes) continue
        yield batch
        ;[batch, bytes] = [[], 0]
      }
      if (arrived.done) break
      arriving = chunks.next()
    }
    if (batch.length > 0) yield batch
  } finally {
    arriving.catch(() => {})
  }
}

/** What `promise` gives, unless `stop` or the time comes first. Leaves no listener behind: a stream may bring chunks for days. */
function settled<T>(promise: Promise<T>, stop: AbortSignal, ms: number | undefined): Promise<T | 'stopped' | 'later'> {
  return new Promise((resolve, reject) => {
    const end = <V>(settle: (value: V) => void) => {
      return (value: V) => {
        clearTimeout(timer)
        stop.removeEventListener('abort', onStop)
        settle(value)
      }
    }
    const onStop = () => end(resolve)('stopped')
    const timer = ms === undefined ? undefined : setTimeout(() => end(resolve)('later'), ms)
    stop.addEventListener('abort', onStop)
    promise.then(end(resolve), end(reject))
  })
}
