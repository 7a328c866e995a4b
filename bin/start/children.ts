import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { UserIds } from '#lib/db/embedded.ts'

export type Service = {
  /** Also the name of its log file. */
  readonly name: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly user?: UserIds | undefined
  /** Answers with any HTTP status once the service is there; absent for services that nobody asks. */
  readonly probe?: string
}

const FINAL_EXIT = 3
const STOP_MS = 10_000
const READY_MS = 60_000
const RESTART_MS = 1000

/** The product's processes: started in order, started again when they die, stopped in the reverse order. */
export class Children {
  readonly #running: { process: ChildProcess }[] = []
  readonly #logs: string
  readonly #note: (pids: readonly number[]) => void
  #stopping = false

  /** `note` is told all that run, whenever one more does. */
  constructor(logs: string, note: (pids: readonly number[]) => void) {
    this.#logs = logs
    this.#note = note
  }

  /** Starts a service and waits until it answers. @throws {Error} if it ends before, or does not answer within a minute. */
  async start(service: Service): Promise<void> {
    const entry = this.#add(this.#launch(service))
    await ready(service, entry.process, this.#logOf(service))
    this.#watch(service, entry)
  }

  /** Runs a program to its end. @returns what it printed. @throws {Error} with what it printed, if it fails. */
  async run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    const child = this.#spawn(args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#add(child)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text
      })
    const [code, signal] = await once(child, 'close')
    if (code !== 0) throw new Error(said || `${args.join(' ')} ended (${signal ?? `exit code ${code}`}).`)
    return said
  }

  async stop(): Promise<void> {
    this.#stopping = true
    for (const { process: child } of this.#running.toReversed()) await end(child)
  }

  #logOf({ name }: Service): string {
    return join(this.#logs, `${name.replaceAll(' ', '-')}.log`)
  }

  #launch(service: Service): ChildProcess {
    mkdirSync(this.#logs, { recursive: true })
    const log = openSync(this.#logOf(service), 'a', 0o600)
    try {
      return this.#spawn(service.args, { ...service.user, env: service.env, stdio: ['ignore', log, log] })
    } finally {
      closeSync(log)
    }
  }

  /** With a process group of its own: Ctrl-C is for the supervisor, which stops the others in order. */
  #spawn(args: readonly string[], options: SpawnOptions): ChildProcess {
    if (this.#stopping) throw new Error('Everything is being stopped.')
    return spawn(process.execPath, args, { ...options, detached: true })
  }

  #add(child: ChildProcess): { process: ChildProcess } {
    const entry = { process: child }
    this.#running.push(entry)
    this.#noteAll()
    return entry
  }

  #noteAll(): void {
    this.#note(this.#running.flatMap(({ process: child }) => (hasEnded(child) || child.pid === undefined ? [] : [child.pid])))
  }

  #watch(service: Service, entry: { process: ChildProcess }): void {
    entry.process.once('exit', async (code, signal) => {
      if (this.#stopping) return
      if (code === FINAL_EXIT)
        return console.error(`✗ The ${service.name} has stopped for good; a human must decide. See ${this.#logOf(service)}`)
      console.error(`! The ${service.name} ended (${signal ?? `exit code ${code}`}); it is started again.`)
      await sleep(RESTART_MS)
      if (this.#stopping) return
      entry.process = this.#launch(service)
      this.#noteAll()
      this.#watch(service, entry)
    })
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function ready({ name, probe }: Service, child: ChildProcess, log: string): Promise<void> {
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    if (hasEnded(child)) throw new Error(`The ${name} ended at once; ${log} says why.`)
    if (!probe) return
    const answer = await fetch(probe, { redirect: 'manual' }).catch(() => undefined)
    if (answer) {
      await answer.body?.cancel()
      return
    }
  }
  throw new Error(`The ${name} did not answer at ${probe} within a minute; see ${log}.`)
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child) || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), STOP_MS)
  await exited
  clearTimeout(late)
}
