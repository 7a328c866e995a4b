import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import webPush from 'web-push'
import { type DatabaseProcess, PROCESSES } from '#lib/db/roles.ts'
import { putFile, syncFolder } from '#lib/durable.ts'
import { printTrust } from '#lib/history/trust.ts'
import { makeLogKeys, readLogKeys } from '#lib/ledger/keys.ts'
import { utf8 } from '#lib/tlog/bytes.ts'
import { type Policy, printPolicy } from '#lib/tlog/policy.ts'

/** What the processes share and nobody else may read; made at the first start. */
export type Secrets = {
  readonly postgres: string
  readonly database: Readonly<Record<DatabaseProcess, string>>
  readonly session: string
  readonly oidcClient: string
  readonly alerts: string
  readonly vapid: { readonly publicKey: string; readonly privateKey: string }
}

const SKEW_SECONDS = 300

/** Estonia's personal codes, as FHIR and as its log-in write them. */
const SYSTEMS = [
  { system: 'https://fhir.ee/sid/pid/est/ni', aliases: ['urn:oid:1.3.6.1.4.1.28284.6.2.2.1'], pattern: '[0-9]{11}', strip: 'EE' },
]

export async function readSecrets(folder: string): Promise<Secrets> {
  const file = join(folder, 'start.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Secrets) : undefined
  const draw = () => randomBytes(24).toString('hex')
  const drawn = { postgres: draw(), session: draw(), oidcClient: draw(), alerts: draw(), vapid: webPush.generateVAPIDKeys() }
  const passwords = Object.fromEntries(PROCESSES.map((process) => [process, draw()])) as Record<DatabaseProcess, string>
  // A process that is new since the file was made gets its password now.
  const secrets: Secrets = { ...drawn, ...kept, database: { ...passwords, ...kept?.database } }
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const fresh = `${file}.${draw().slice(0, 12)}`
    await putFile(fresh, utf8(JSON.stringify(secrets)), 0o600)
    renameSync(fresh, file)
    await syncFolder(folder)
  }
  return secrets
}

type TrustOptions = {
  readonly secrets: string
  readonly trustFile: string
  readonly origin: string
  readonly fresh: number
  /** Who is to cosign, asked when there is no trust file yet. */
  readonly cosigners: () => Promise<Omit<Policy, 'logs'> & { readonly auditors: readonly string[] }>
  /** Whose time stamps are to count: certificates, asked in the same way. */
  readonly authorities: () => Promise<readonly Uint8Array[]>
}

/** The log's keys and the trust file that names them: made together, once, before the pages are built. */
export async function makeKeysAndTrust(options: TrustOptions): Promise<void> {
  const { secrets, trustFile, origin, fresh } = options
  if (!existsSync(join(secrets, 'log-keys.json'))) {
    if (existsSync(trustFile))
      throw new Error(`${trustFile} names keys that are gone from ${secrets}. Restore them, or start over: npm run reset`)
    await makeLogKeys(secrets)
  }
  if (existsSync(trustFile)) return
  const { vkeys, vrfKey } = await readLogKeys(secrets, origin)
  const { auditors, ...others } = await options.cosigners()
  const authorities = await options.authorities()
  const policy = printPolicy({ logs: vkeys.map((vkey) => ({ vkey })), ...others })
  const pinned = authorities.length > 0 && { authorities }
  await putFile(trustFile, utf8(printTrust({ policy, vrf: vrfKey, auditors, ...pinned, fresh, skew: SKEW_SECONDS, systems: SYSTEMS })))
}
