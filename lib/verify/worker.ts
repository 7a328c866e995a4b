import { filesAt, pagesAt } from './http.ts'
import type { FromWorker, Question, ToWorker } from './messages.ts'
import { indexedDbPins } from './pins-indexeddb.ts'
import { random } from './random.ts'
import type { SessionOptions } from './types.ts'
import { Visit } from './visit.ts'

let visit: Visit | undefined

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('options' in data) visit = begin(data.options)
  else if (visit) void reply(visit, data)
})

function begin(options: SessionOptions): Visit {
  const begun = new Visit(options, {
    fetchPage: pagesAt(options.historyUrl),
    fetchFile: filesAt(options.logUrl),
    pins: indexedDbPins(),
    now: () => Date.now(),
    random,
  })
  begun.subscribe(() => post({ report: begun.report(), progress: begun.progress() }))
  post({ report: begun.report(), progress: begun.progress() })
  return begun
}

async function reply(asked: Visit, { id, method, parameters }: Question): Promise<void> {
  try {
    const run = asked[method] as (...values: unknown[]) => Promise<unknown>
    post({ id, result: await run.apply(asked, parameters) })
  } catch (error) {
    post({ id, error: String(error) })
  }
}

function post(message: FromWorker): void {
  postMessage(message)
}
