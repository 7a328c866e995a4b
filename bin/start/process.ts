import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnv } from '#lib/env.ts'

/** One process and no other: the system gives a number away again, but not together with the moment of its start. */
export type KnownProcess = { readonly pid: number; readonly started: string }

const TERM_MS = 10_000
const KILL_MS = 5000

/** Undefined for one that has ended, also while nobody has taken notice of its end (a zombie). */
export function knownProcess(pid: number): KnownProcess | undefined {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startByPs(pid)
  return started === undefined ? undefined : { pid, started }
}

export function isRunning({ pid, started }: KnownProcess): boolean {
  return knownProcess(pid)?.started === started
}

/** Ends processes that lead a group of their own, with their groups: asked first, killed after `termMs`. @throws {Error} if one stays. */
export async function endProcesses(processes: readonly KnownProcess[], termMs = TERM_MS): Promise<void> {
  for (const [signal, limit] of [['SIGTERM', termMs] as const, ['SIGKILL', KILL_MS] as const]) {
    for (const { pid } of processes.filter(isRunning)) signalGroup(pid, signal)
    for (const deadline = Date.now() + limit; Date.now() < deadline; await sleep(50)) if (!processes.some(isRunning)) return
  }
  throw new Error(
    `Processes that an earlier start left running do not end: ${processes.filter(isRunning).map(({ pid }) => pid)}. End them, then start again.`,
  )
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ESRCH')
      throw new Error(`Process ${pid}, which an earlier start left running, cannot be ended (${code}). End it, then start again.`, {
        cause,
      })
  }
}

/** proc(5): after the name in brackets comes the state, and nineteen fields later the start in ticks since the boot. */
function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return /[ZX]/.test(fields[0] ?? '') ? undefined : `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${fields[19]}`
  } catch {
    return undefined
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const env = childEnv(['PATH'], { LC_ALL: 'C', TZ: 'UTC' })
    const said = execFileSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], { env, stdio: ['ignore', 'pipe', 'ignore'] })
    const [state = 'Z', ...started] = said.toString().trim().split(/\s+/)
    return state.startsWith('Z') ? undefined : started.join(' ')
  } catch {
    return undefined
  }
}
