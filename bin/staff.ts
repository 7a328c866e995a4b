import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createPool } from '#lib/db/pool.ts'
import { STAFF_ROLES } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { identifierSystems } from '#lib/server/identifier-systems.ts'
import { addStaff, endStaff, listStaff, personKey } from '#lib/server/register-staff.ts'
import { readOwnerUrl } from './start/owner-url.ts'

const USAGE = `Usage: npm run staff -- list
       npm run staff -- add --subject SUB --name NAME --role agent|officer|supervisor [--organisation KEY] [--email ADDRESS]
       npm run staff -- end ID

Who works on people's questions. --subject is what the identity provider calls them, such as EE38001085718; it must also name the role in the
claim that STAFF_ROLES_CLAIM says. A privacy officer (officer) answers for one organisation: --organisation is its identifier as events have
it, or its name where they have none. end also ends the sessions.`

const text = z.string().min(1)
const registration = z.strictObject({
  subject: text,
  name: text,
  role: z.enum(STAFF_ROLES),
  organisation: text.optional(),
  email: z.email().optional(),
})

const option = { type: 'string' } as const
const options = Object.fromEntries(Object.keys(registration.shape).map((name) => [name, option]))
const owner = createPool(await readOwnerUrl(), { max: 2 })
try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options })
  await run(values, positionals)
} catch (error) {
  console.error(
    error instanceof z.ZodError ? `${z.prettifyError(error)}\n\n${USAGE}` : error instanceof Error ? error.message : String(error),
  )
  process.exitCode = 1
} finally {
  await owner.end()
}

async function run(values: unknown, [command, id]: readonly string[]): Promise<void> {
  if (command === 'list') return list()
  if (command === 'add') return add(registration.parse(values))
  if (command === 'end' && id) return end(id)
  console.error(USAGE)
  process.exitCode = 2
}

async function list(): Promise<void> {
  for (const { id, subject, name, role, organisation, email, ended } of await listStaff(owner))
    console.log(`${id}  ${name} (${subject}): ${[role, organisation, email].filter(Boolean).join(', ')}${ended ? '  ENDED' : ''}`)
}

async function add(given: z.infer<typeof registration>): Promise<void> {
  const person = personKey(given.subject, await identifierSystems(env('owner').TRUST_FILE))
  console.log(`${await addStaff(owner, { ...given, person })}  ${given.name} may log in as ${given.role}.`)
}

async function end(id: string): Promise<void> {
  await endStaff(owner, id)
  console.log(`${id} has ended, and so have their sessions.`)
}
