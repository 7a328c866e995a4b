import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { AppError, type AppErrorCode } from './app-error.ts'

const log = pino({ name: 'web', base: null })

/** What a person is told about an error: a sentence of the message files, and where it is our fault a reference that also stands in the log. */
export type Problem = { readonly code: AppErrorCode; readonly sentence: string; readonly reference?: string }

export function problemOf(error: unknown): { readonly status: number; readonly problem: Problem } {
  if (error instanceof AppError && error.code !== 'internal') {
    const { status, sentence } = error.kind
    return { status, problem: { code: error.code, sentence, ...(status >= 500 && { reference: logProblem(error.code, error) }) } }
  }
  if (isTransient(error)) return problemOf(new AppError('unavailable', { cause: error }))
  const reference = logProblem('internal', error)
  return { status: 500, problem: { code: 'internal', sentence: new AppError('internal').kind.sentence, reference } }
}

/** Runs a route handler; whatever it throws becomes a JSON `Problem` with its status. Nobody may store any of it. */
export async function respond(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle()
  } catch (error) {
    const { status, problem } = problemOf(error)
    return Response.json(problem, { status, headers: { 'Cache-Control': 'no-store' } })
  }
}

/** For pages: whatever `work` throws, but for what Next throws to itself, says no more than its code and the reference that stands in the log. */
export async function forPage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Error && 'digest' in error) throw error // a redirect
    const { problem } = problemOf(error)
    const { code, reference } = problem
    throw Object.assign(new AppError(code), reference !== undefined && { digest: reference })
  }
}

/** Writes what went wrong to the log and returns the reference to find it by. The error's message, which may quote a person's data, stays out unless `message` is given. */
export function logProblem(code: string, error: unknown, message = 'something went wrong'): string {
  const reference = randomBytes(5).toString('hex')
  log.error({ code, reference, causes: causes(error) }, message)
  return reference
}

/** Writes to the log that the log of accesses has contradicted itself: nothing in it is about a person. */
export function logAlarm(reference: string, code: string): void {
  log.error({ reference, code }, 'security incident: the log has contradicted itself; see docs/operations.md')
}

/** Writes to the log that what is stored of an entry is no event, by its place in the public log: nothing in it is about a person. */
export function logUnreadable(logIndex: number, to: Pick<typeof log, 'error'> = log): void {
  to.error({ logIndex }, 'security incident: what is stored of an entry is not what was sealed; run npm run fsck')
}

// SQLSTATE classes 08 (connection), 53 (resources), 57 (operator intervention), 40 (rollback); the socket's own codes; Prisma's.
const TRANSIENT =
  /^(08|53|57|40)[0-9A-Z]{3}$|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$|^P(1001|1002|1008|1017|2024|2028|2034)$|^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TransactionWriteConflict)$/

type Detailed = {
  readonly code?: unknown
  readonly kind?: unknown
  readonly cause?: unknown
  readonly meta?: { readonly driverAdapterError?: unknown }
}

function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { code, kind, cause, meta } = error as Detailed
  return (
    [code, kind].some((name) => typeof name === 'string' && TRANSIENT.test(name)) ||
    isTransient(cause) ||
    isTransient(meta?.driverAdapterError)
  )
}

function causes(error: unknown): readonly object[] {
  if (!(error instanceof Error)) return error === undefined ? [] : [{ type: typeof error }]
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return [{ type: error.name, code: (error as { code?: unknown }).code, frames }, ...causes(error.cause)]
}
