import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

type Record = { readonly supervisor: number; readonly children: readonly number[] }

/** Whether a port can be listened on. @throws {Error} a sentence with what to do. */
export async function assertFree(port: number, variable: string): Promise<void> {
  await new Promise<void>((free, fail) => {
    const server = createServer()
    server.once('error', () =>
      fail(
        new Error(
          `Port ${port} is in use by another program. Stop that program, or choose another port: ${variable}=${port + 1} npm start`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', () => server.close(() => free()))
  })
}

/** One supervisor a data folder: refuses a second one, and ends what one that was killed left running. */
export class Alone {
  readonly #file: string

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'running.json')
    const record = this.#read()
    if (!record) return
    if (isNode(record.supervisor))
      throw new Error(
        `Sightline already runs on ${dataDir} (process ${record.supervisor}). Stop it first, with Ctrl-C where it was started.`,
      )
    for (const child of record.children) if (isNode(child)) process.kill(child, 'SIGTERM')
  }

  note(children: readonly number[]): void {
    writeFileSync(this.#file, JSON.stringify({ supervisor: process.pid, children } satisfies Record))
  }

  end(): void {
    rmSync(this.#file, { force: true })
  }

  #read(): Record | undefined {
    return existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Record) : undefined
  }
}

/** A number may have gone to another program since: only one that is a Node process counts, where the system lets us see. */
function isNode(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !existsSync(`/proc/${pid}/cmdline`) || /node|next/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return false
  }
}
