import { filesAt, pagesAt } from './http.ts'
import type { FromWorker, Question, ToWorker } from './messages.ts'
import { indexedDbPins } from './pins-indexeddb.ts'
import { random } from './random.ts'
import { TRUST } from './trust.ts'
import type { Report, SessionOptions } from './types.ts'
import { Visit } from './visit.ts'

let visit: Visit | undefined

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if ('options' in data) visit = begin(data.options)
  else if (visit) void reply(visit, data)
})

function begin(options: SessionOptions): Visit {
  const begun = new Visit(
    { ...options, trust: TRUST },
    {
      fetchPage: pagesAt(options.historyUrl),
      fetchFile: filesAt(options.logUrl),
      pins: indexedDbPins(),
      now: () => Date.now(),
      random,
    },
  )
  let told: Report | undefined
  const tell = () => {
    const [report, progress] = [begun.report(), begun.progress()]
    post(report === told ? { progress } : { report, progress })
    told = report
  }
  begun.subscribe(tell)
  tell()
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
