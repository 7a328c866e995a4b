import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase } from '#lib/db/prisma.ts'
import { type DemoStaff, KADRI } from '#lib/dispute/demo.ts'
import { env } from '#lib/env.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { takeStep, type Written } from '#lib/server/disputes/cases.ts'
import { type CaseChange, type OpenedCase, openCaseOf } from './cases.ts'
import { asOwner, somebodyNew } from './product.ts'

const calendar = { timeZone: 'Europe/Tallinn', isWorkingDay: (day: string) => ![0, 6].includes(new Date(day).getUTCDay()) }
const { organisation, register, id, name } = SYSTEMS.hospital

/** The key of a staff member's row. */
export function staffId({ code }: DemoStaff): Promise<string> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ id: string }>('SELECT id FROM staff WHERE subject = $1', [`EE${code}`])
    return rows[0]?.id ?? ''
  })
}

type Step = readonly [step: Written['step'], more?: Partial<Written>]

/** A staff member makes steps in a case. */
export async function takeSteps({ patient, id }: OpenedCase, who: DemoStaff, ...steps: readonly Step[]): Promise<void> {
  const by = await staffId(who)
  const owner = createDatabase(await readFile(join(env('e2e').E2E_DATA_DIR, 'secrets', 'owner-url'), 'utf8'))
  try {
    for (const [step, more] of steps) {
      const written = { step, party: who.role, by, name: `${who.givenName} ${who.familyName}`, ...more }
      await owner.$transaction((tx) => takeStep(tx, { patient, id }, written, calendar))
    }
  } finally {
    await owner.$disconnect()
  }
}

/** A question of a new person about a look by somebody of the hospital. */
export async function hospitalCase(change: CaseChange = {}): Promise<OpenedCase & { readonly code: string }> {
  const code = somebodyNew()
  const event = { organisation: { name: organisation, identifier: { value: register } }, origin: { id, name } }
  return { ...(await openCaseOf({ code }, { event, ...change })), code }
}

/** The same, of which the hospital was asked. */
export async function askedCase(change: CaseChange = {}): Promise<OpenedCase & { readonly code: string }> {
  const opened = await hospitalCase(change)
  await takeSteps(opened, KADRI, ['acknowledge'], ['triage'], ['ask-provider', { provider: register, text: 'Why did Anna Berg look?' }])
  return opened
}

/** The same, answered and closed. */
export async function closedCase(): Promise<OpenedCase> {
  const opened = await hospitalCase()
  const outcome = { outcome: 'mistaken', text: 'It was a mistake.' } as const
  await takeSteps(opened, KADRI, ['acknowledge'], ['triage'], ['review'], ['decide', outcome], ['close'])
  return opened
}
