import { emptyPage } from './loaded-page.ts'
import type { Asked, FromWorker, Method, ToWorker } from './messages.ts'
import { emptyReport } from './report.ts'
import type { HistorySession, Progress, Report, SessionOptions } from './types.ts'

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void; readonly method: Method }

/** Begins a visit: a worker of its own, so that no check ever holds up the page. */
export function openSession(options: SessionOptions): HistorySession {
  return new WorkerSession(options)
}

class WorkerSession implements HistorySession {
  readonly #worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Set<() => void>()
  #report: Report = emptyReport()
  #progress: Progress = { phase: 'idle', done: 0, total: 0 }
  #asked = 0
  #ended: 'broken' | 'closed' | undefined

  constructor(options: SessionOptions) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data)
    this.#worker.onerror = () => this.#break()
    this.#worker.onmessageerror = () => this.#break()
    // The worker's own address may be a blob's, to which nothing is relative.
    this.#post({ options: { ...options, historyUrl: new URL(options.historyUrl, location.href).href } })
  }

  open = () => this.#ask('open')
  more = (range: { readonly from: number; readonly to: number }) => this.#ask('more', range)
  proofOf = (logIndex: number) => this.#ask('proofOf', logIndex)
  proofFile = (logIndex: number) => this.#ask('proofFile', logIndex)
  timeStampOf = (logIndex: number) => this.#ask('timeStampOf', logIndex)
  checkTimeStamp = (logIndex: number) => this.#ask('checkTimeStamp', logIndex)
  historyFile = (...logIndexes: Parameters<HistorySession['historyFile']>) => this.#ask('historyFile', ...logIndexes)
  entries = (...logIndexes: Parameters<HistorySession['entries']>) => this.#ask('entries', ...logIndexes)
  evidence = () => this.#ask('evidence')
  keptEvidence = () => this.#ask('keptEvidence')
  forget = () => this.#ask('forget')
  exportPin = () => this.#ask('exportPin')
  importPin = (text: string) => this.#ask('importPin', text)
  report = () => this.#report
  progress = () => this.#progress

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close = () => {
    this.#ended = 'closed'
    this.#worker.terminate()
    for (const { reject } of this.#waiting.values()) reject(new Error('this visit was closed'))
    this.#waiting.clear()
    this.#listeners.clear()
  }

  #ask<M extends Method>(method: M, ...parameters: Parameters<Asked[M]>): ReturnType<Asked[M]> {
    const answer = new Promise((resolve, reject) => {
      const id = this.#asked++
      this.#waiting.set(id, { resolve, reject, method })
      if (this.#ended === 'closed') reject(new Error('this visit was closed'))
      else if (this.#ended === 'broken') this.#answerUnchecked()
      else this.#post({ id, method, parameters })
    })
    return answer as ReturnType<Asked[M]>
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromWorker): void {
    if ('progress' in message) {
      if (message.report) this.#report = message.report
      this.#progress = message.progress
      this.#tell()
      return
    }
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if ('error' in message) waiting?.resolve(unchecked(waiting.method))
    else waiting?.resolve(message.result)
  }

  /** A worker that cannot run has checked nothing. */
  #break(): void {
    this.#ended = 'broken'
    this.#report = { ...this.#report, verdict: this.#report.verdict === 'mismatch' ? 'mismatch' : 'unchecked' }
    this.#progress = { phase: 'idle', done: 0, total: 0 }
    this.#answerUnchecked()
    this.#tell()
  }

  #answerUnchecked(): void {
    for (const { resolve, method } of this.#waiting.values()) resolve(unchecked(method))
    this.#waiting.clear()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function unchecked(method: Method) {
  if (method === 'importPin') return 'malformed'
  if (method === 'keptEvidence') return []
  return method === 'open' || method === 'more' ? emptyPage('unchecked') : undefined
}
