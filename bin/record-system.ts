import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createPool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'
import { NOT_REPORTED, RECORD_SYSTEM_KINDS } from '#lib/event/record-system.ts'
import { saveRecordSystemPublicKey } from '#lib/identity-provider/secrets.ts'
import { listRecordSystems, registerRecordSystem } from '#lib/server/record-systems.ts'
import { readOwnerUrl } from './start/owner-url.ts'

const USAGE = `Usage: npm run record-system -- list
       npm run record-system -- register --id ID --name NAME --base-url URL --organisation CODE
           [--client ID] [--names shown|role-only|delayed|by-law] [--delay-days N] [--public-key FILE]
           [--kind ${RECORD_SYSTEM_KINDS.join('|')}]
           [--not-reported nothing|CODE,CODE…]     codes: ${NOT_REPORTED.join(', ')}
       npm run record-system -- switch-off ID        (switch-on ID)

Registering an id again changes its registration. --client is the OAuth client id (the id itself when left out). --public-key gives a
JWK (P-384) to the demonstration's identity provider; another issuer is told in its own way. --kind and --not-reported are what patients are
told about it: left out, it is of no known kind, and has not said what it leaves out.`

const text = z.string().min(1)
const registration = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'use lower-case letters, digits, dots and hyphens'),
  client: text.optional(),
  name: text,
  'base-url': z.url(),
  organisation: text,
  names: z.enum(['shown', 'role-only', 'delayed', 'by-law']).default('shown'),
  'delay-days': z.coerce.number().int().min(0).default(0),
  'public-key': text.optional(),
  kind: z.enum(RECORD_SYSTEM_KINDS).default('other'),
  'not-reported': text
    .transform((codes) => (codes === 'nothing' ? [] : codes.split(',')))
    .pipe(z.array(z.enum(NOT_REPORTED)))
    .optional(),
})

const option = { type: 'string' } as const
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    id: option,
    client: option,
    name: option,
    'base-url': option,
    organisation: option,
    names: option,
    'delay-days': option,
    'public-key': option,
    kind: option,
    'not-reported': option,
  },
})
const owner = createPool(await readOwnerUrl())
try {
  await run(positionals)
} catch (error) {
  console.error(error instanceof z.ZodError ? `${z.prettifyError(error)}\n\n${USAGE}` : String(error))
  process.exitCode = 1
} finally {
  await owner.end()
}

async function run([command, id]: readonly string[]): Promise<void> {
  if (command === 'list') return list()
  if (command === 'register') return register()
  if (id && (command === 'switch-off' || command === 'switch-on')) return switchTo(id, command === 'switch-on')
  console.error(USAGE)
  process.exitCode = 2
}

async function list(): Promise<void> {
  for (const system of await listRecordSystems(owner)) {
    const names = system.namePolicy === 'delayed' ? `names delayed by ${system.nameDelayDays} days` : `names ${system.namePolicy}`
    console.log(
      `${system.id}  ${system.name}  (${system.organisation}, ${system.baseUrl}, client ${system.clientId}, ${names}, ${system.kind}, ${leftOut(system)})${system.active ? '' : '  SWITCHED OFF'}`,
    )
  }
}

function leftOut({ notReported }: { readonly notReported: readonly string[] | undefined }): string {
  if (notReported === undefined) return 'has not said what it does not report'
  return `says that it does not report ${notReported.join(', ') || 'nothing'}`
}

async function register(): Promise<void> {
  const {
    id,
    client = id,
    name,
    organisation,
    names,
    'base-url': baseUrl,
    'delay-days': nameDelayDays,
    'public-key': file,
    kind,
    'not-reported': notReported,
  } = registration.parse(values)
  if (file) await saveRecordSystemPublicKey(env('recordSystem').SECRETS_DIR, client, JSON.parse(await readFile(file, 'utf8')))
  const told = { kind, notReported }
  const system = { id, clientId: client, name, baseUrl, organisation, namePolicy: names, nameDelayDays, active: true, ...told }
  await registerRecordSystem(owner, system)
  console.log(`${id} may submit access events as client ${client}.`)
}

async function switchTo(id: string, active: boolean): Promise<void> {
  const system = (await listRecordSystems(owner)).find((known) => known.id === id)
  if (!system) throw new Error(`No record system is called ${id}.`)
  await registerRecordSystem(owner, { ...system, active })
  console.log(`${id} ${active ? 'may submit again' : 'may not submit any more'}.`)
}
