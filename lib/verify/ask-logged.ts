import type { LoggedReport, LoggedRequest } from './logged.ts'

/** `checkLogged` in a worker of its own. A worker that cannot run, or that `signal` stops, has checked nothing. */
export function askLogged(request: LoggedRequest, signal: AbortSignal): Promise<LoggedReport> {
  const worker = new Worker(new URL('./logged-worker.ts', import.meta.url), { type: 'module' })
  const report = new Promise<LoggedReport>((resolve) => {
    const nothing = () => resolve({ verdicts: request.entries.map(() => 'unchecked' as const) })
    worker.onmessage = ({ data }: MessageEvent<LoggedReport>) => resolve(data)
    worker.onerror = nothing
    worker.onmessageerror = nothing
    signal.addEventListener('abort', nothing)
  })
  worker.postMessage(request)
  return report.finally(() => worker.terminate())
}
