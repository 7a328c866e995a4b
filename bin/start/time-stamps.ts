import { existsSync } from 'node:fs'
import { chown, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type UserIds, unprivileged } from '#lib/db/embedded.ts'
import type { Env } from '#lib/env.ts'
import type { Trust } from '#lib/history/trust.ts'
import { authorityCertificate, hasOpenssl } from '#lib/monitor/time-stamping-authority.ts'
import { readCertificate } from '#lib/timestamp/certificate.ts'
import { equalBytes } from '#lib/tlog/bytes.ts'
import type { Service } from './children.ts'
import type { Given } from './services.ts'

/** A time-stamping authority for the demonstration. It runs on the log's own machine, so its time is the operator's word. */
const AUTHORITY = 'time-stamps.example'
const CERTIFICATE = /-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g

type Settings = Pick<Env<'start'>, 'DATA_DIR' | 'ANCHOR_AUTHORITIES' | 'ANCHOR_CALENDARS' | 'ANCHOR_CERTIFICATES' | 'AUTHORITY_PORT'>

const folderOf = (dataDir: string) => join(dataDir, 'parties', AUTHORITY)
const isConfigured = ({ ANCHOR_AUTHORITIES, ANCHOR_CALENDARS }: Settings) => ANCHOR_AUTHORITIES.length + ANCHOR_CALENDARS.length > 0

/** Whose time stamps are to count, asked when the trust file is made: those of a file of certificates, or of our own for the demonstration. */
export async function authoritiesToPin(settings: Settings): Promise<readonly Uint8Array[]> {
  const { DATA_DIR, ANCHOR_CERTIFICATES } = settings
  if (ANCHOR_CERTIFICATES !== undefined) {
    const pem = await readFile(ANCHOR_CERTIFICATES, 'utf8')
    const certificates = [...pem.matchAll(CERTIFICATE)].map(([, base64 = '']) => new Uint8Array(Buffer.from(base64, 'base64')))
    for (const certificate of certificates) readCertificate(certificate)
    if (certificates.length === 0) throw new Error(`${ANCHOR_CERTIFICATES} holds no certificate.`)
    return certificates
  }
  return !isConfigured(settings) && (await hasOpenssl()) ? [await authorityCertificate(folderOf(DATA_DIR), AUTHORITY)] : []
}

/** How time stamps are got: from whom the settings name, from an authority that is ours to run, or not at all and why. */
export async function timeStamping(settings: Settings, { authorities = [] }: Trust): Promise<{ demo: boolean } | { without: string }> {
  if (isConfigured(settings)) return { demo: false }
  if (!(await hasOpenssl()))
    return { without: 'No time stamps: this machine has no openssl command, which the authority of the demonstration needs.' }
  const folder = folderOf(settings.DATA_DIR)
  const own = existsSync(join(folder, 'tsa.crt')) ? await authorityCertificate(folder, AUTHORITY) : undefined
  if (own && authorities.some((pinned) => equalBytes(pinned, own))) return { demo: true }
  return { without: 'No time stamps: this trust file was made without an authority for them (docs/operations.md).' }
}

export function authorityService({ DATA_DIR, AUTHORITY_PORT }: Settings, env: NodeJS.ProcessEnv): Service {
  const listen = `127.0.0.1:${AUTHORITY_PORT}`
  const args = ['bin/authority.ts', '--listen', listen, '--state', folderOf(DATA_DIR), '--name', AUTHORITY]
  return { name: AUTHORITY, args, env, probe: authorityUrl(AUTHORITY_PORT) }
}

function authorityUrl(port: number): string {
  return `http://127.0.0.1:${port}/`
}

const ANCHOR_VARIABLES = ['ANCHOR_AUTHORITIES', 'ANCHOR_CALENDARS', 'ANCHOR_MINUTES', 'BITCOIN_HEADERS_URL']

/** Who asks for time stamps: of our own authority, or of those that the environment names. */
export async function anchorsService({ AUTHORITY_PORT }: Settings, demo: boolean, logDir: string, given: Given): Promise<Service> {
  const asked = demo ? { ANCHOR_AUTHORITIES: authorityUrl(AUTHORITY_PORT) } : {}
  return { name: 'anchors', args: ['bin/anchors.ts'], env: given(asked, ...ANCHOR_VARIABLES), user: await anchorsUser(logDir) }
}

/** The folder of the anchors is all that their process may write; web and gateway, which are somebody else, only read it. */
async function anchorsUser(logDir: string): Promise<UserIds | undefined> {
  const folder = join(logDir, 'anchors')
  await mkdir(folder, { recursive: true })
  const user = unprivileged('daemon')
  if (user) await chown(folder, user.uid, user.gid)
  return user
}
