import { type ChildProcess, spawn } from 'node:child_process'
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
  readonly #running: { readonly service: Service; process: ChildProcess }[] = []
  readonly #logs: string
  #stopping = false

  constructor(logs: string) {
    this.#logs = logs
  }

  get pids(): readonly number[] {
    return this.#running.flatMap(({ process: { pid } }) => (pid === undefined ? [] : [pid]))
  }

  /** Starts a service and waits until it answers. @throws {Error} if it ends before, or does not answer within a minute. */
  async start(service: Service): Promise<void> {
    const entry = { service, process: this.#launch(service) }
    this.#running.push(entry)
    await ready(service, entry.process, this.#logOf(service))
    this.#watch(entry)
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
    // A process group of its own: Ctrl-C is for the supervisor, which stops the others in order.
    const child = spawn(process.execPath, service.args, { ...service.user, env: service.env, detached: true, stdio: ['ignore', log, log] })
    closeSync(log)
    return child
  }

  #watch(entry: { readonly service: Service; process: ChildProcess }): void {
    entry.process.once('exit', async (code, signal) => {
      if (this.#stopping) return
      if (code === FINAL_EXIT)
        return console.error(`✗ The ${entry.service.name} has stopped for good; a human must decide. See ${this.#logOf(entry.service)}`)
      console.error(`! The ${entry.service.name} ended (${signal ?? `exit code ${code}`}); it is started again.`)
      await sleep(RESTART_MS)
      if (this.#stopping) return
      entry.process = this.#launch(entry.service)
      this.#watch(entry)
    })
  }
}

async function ready({ name, probe }: Service, child: ChildProcess, log: string): Promise<void> {
  const ended = () => child.exitCode !== null || child.signalCode !== null
  for (const deadline = Date.now() + READY_MS; Date.now() < deadline; await sleep(100)) {
    if (ended()) throw new Error(`The ${name} ended at once; ${log} says why.`)
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
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), STOP_MS)
  await exited
  clearTimeout(late)
}
