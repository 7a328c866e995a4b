import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createPool } from '#lib/db/pool.ts'
import { env } from '#lib/env.ts'
import { isDay } from '#lib/event/days.ts'
import { canonicalIdentifier, IdentifierError } from '#lib/event/identifier.ts'
import { REPRESENTATION_KINDS } from '#lib/event/representation.ts'
import { identifierSystems } from '#lib/server/identifier-systems.ts'
import { addRepresentation, endRepresentation, listRepresentations } from '#lib/server/register-representations.ts'
import { readOwnerUrl } from './start/owner-url.ts'

const USAGE = `Usage: npm run representation -- list
       npm run representation -- add --kind parent|guardian|mandate --source TEXT
           --person CODE --person-name NAME --representative CODE --representative-name NAME
           [--since DAY] [--until DAY] [--born DAY]
       npm run representation -- end ID

Who may act for whom. Days are written 2026-08-06; --until is the last one, and a mandate needs it. A parent may act until the birthday on
which the child is as old as CHILD_UNTIL_AGE says, by the personal code or, where that does not tell, by --born. --source says who vouches
for it, such as the population register, or a court's decision with its number.`

const text = z.string().min(1)
const day = z.string().refine(isDay, 'must be a day such as 2026-08-06')
const registration = z.object({
  kind: z.enum(REPRESENTATION_KINDS),
  person: text,
  'person-name': text,
  representative: text,
  'representative-name': text,
  since: day.optional(),
  until: day.optional(),
  born: day.optional(),
  source: text,
})

const option = { type: 'string' } as const
const options = Object.fromEntries(Object.keys(registration.shape).map((name) => [name, option]))
const { CHILD_UNTIL_AGE: childUntilAge, TIME_ZONE: timeZone, TRUST_FILE } = env('owner')
const rules = { childUntilAge, timeZone }
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
  for (const one of await listRepresentations(owner, rules))
    console.log(
      `${one.id}  ${one.representativeName} for ${one.patientName}: ${one.kind}, ${one.since} to ${one.until ?? 'no day set'} (${one.source})${one.state === 'now' ? '' : `  ${one.state.toUpperCase()}`}`,
    )
}

async function add({ person, representative, ...given }: z.infer<typeof registration>): Promise<void> {
  const { kind, since, until, born, source, 'person-name': patientName, 'representative-name': representativeName } = given
  const patient = await identifierOf('--person', person)
  const other = await identifierOf('--representative', representative)
  const names = { patientName, representativeName }
  const id = await addRepresentation(owner, { kind, patient, representative: other, ...names, since, until, born, source }, rules)
  console.log(`${id}  ${representativeName} may act for ${patientName}.`)
}

async function end(id: string): Promise<void> {
  await endRepresentation(owner, id)
  console.log(`${id} has ended.`)
}

async function identifierOf(name: string, value: string) {
  const systems = await identifierSystems(TRUST_FILE)
  const [home] = systems
  try {
    return canonicalIdentifier(systems, { system: home?.system ?? '', value })
  } catch (cause) {
    if (cause instanceof IdentifierError) throw new Error(`${name}: ${cause.message}`, { cause })
    throw cause
  }
}
