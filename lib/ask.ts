export type Answer = { readonly status: number; readonly headers: Headers; readonly bytes: Uint8Array }

type Limits = { readonly longest: number; readonly timeoutMs: number }

/**
 * One request to somebody who may be slow, endless or gone. A redirect is no answer, unless `init` says otherwise.
 *
 * @throws {Error} if the whole answer is not there in time, or is longer than `longest` bytes.
 */
export async function ask(url: string, { longest, timeoutMs }: Limits, init: RequestInit = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { redirect: 'error', ...init, signal })
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > longest) throw new TooLong(`${url} answers with more than ${longest} bytes`)
      chunks.push(chunk)
    }
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(Buffer.concat(chunks)) }
  } catch (cause) {
    if (cause instanceof TooLong) throw cause
    throw new Error(`${url} does not answer${signal.aborted ? ` in ${timeoutMs / 1000} s` : ''}`, { cause })
  }
}

/** The content type without its parameters; empty where there is none. */
export function typeOf({ headers }: Answer): string {
  return headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
}

class TooLong extends Error {}
