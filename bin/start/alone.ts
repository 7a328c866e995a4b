import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { endProcesses, isRunning, type KnownProcess, knownProcess } from './process.ts'

const known = (least: number) => z.object({ pid: z.int().min(least), started: z.string().min(1) })
/** A supervisor may be the first process of a container. A child never is: `kill(-1)` would mean all processes there are. */
const schema = z.object({ supervisor: known(1), address: z.string(), children: z.array(known(2)) })
type Running = z.infer<typeof schema>

const fileOf = (dataDir: string) => join(dataDir, 'running.json')

/**
 * Ends what a supervisor that was killed left running on a data folder, except for PostgreSQL, which has a note of its own there.
 *
 * @returns false if the note of what ran cannot be read, so that something may still run.
 * @throws {Error} a sentence if a supervisor runs there, or if something does not end.
 */
export async function endLeftovers(dataDir: string): Promise<boolean> {
  if (!existsSync(fileOf(dataDir))) return true
  const running = read(fileOf(dataDir))
  if (!running) return false
  const { supervisor, address, children } = running
  if (isRunning(supervisor))
    throw new Error(
      `Sightline already runs on ${address} (process ${supervisor.pid}, data in ${dataDir}). Stop it first, with Ctrl-C where it was started.`,
    )
  const left = children.filter(isRunning)
  if (left.length > 0) console.log(`! An earlier start was killed; the processes that it left running (${left.length}) are ended.`)
  await endProcesses(left)
  return true
}

/** One supervisor a data folder: notes itself and its children there, for who starts after it was killed. */
export class Alone {
  readonly #file: string
  #running: Running

  constructor(dataDir: string, address: string) {
    this.#file = fileOf(dataDir)
    this.#running = { supervisor: knownProcess(process.pid) ?? { pid: process.pid, started: 'unknown' }, address, children: [] }
    this.#write()
  }

  /** A full disk must not end the supervisor: what is noted is then only older than what runs. */
  note(pids: readonly number[]): void {
    const noted = this.#running.children
    const children = pids.map((pid) => noted.find((child) => child.pid === pid) ?? knownProcess(pid))
    this.#running = { ...this.#running, children: children.filter((child): child is KnownProcess => child !== undefined) }
    try {
      this.#write()
    } catch (error) {
      console.error(`! What runs could not be noted: ${String(error)}`)
    }
  }

  end(): void {
    rmSync(this.#file, { force: true })
  }

  #write(): void {
    const fresh = `${this.#file}.${process.pid}`
    writeFileSync(fresh, JSON.stringify(this.#running))
    renameSync(fresh, this.#file)
  }
}

function read(file: string): Running | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
