import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * The gateway's log: JSON lines that name neither a patient, nor a professional, nor a network address.
 * Of a request it keeps method, route pattern, status, duration and record system; of an error its type, code and stack frames,
 * because messages (of PostgreSQL above all) quote values.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { process: 'gateway' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: withoutValues, req: () => undefined, res: () => undefined },
    redact: { paths: ['authorization', '*.authorization', 'headers', '*.headers', 'body', '*.body'], remove: true },
  }
  return destination ? pino(options, destination) : pino(options)
}

type LoggedError = { type: string; code?: string; table?: string; constraint?: string; frames: string[]; cause?: LoggedError }

function withoutValues(cause: unknown): LoggedError {
  if (!(cause instanceof Error)) return { type: typeof cause, frames: [] }
  const { code, table, constraint } = cause as { code?: unknown; table?: unknown; constraint?: unknown }
  return {
    type: cause.name,
    ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
    frames: (cause.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line)),
    ...(cause.cause !== undefined && { cause: withoutValues(cause.cause) }),
  }
}
