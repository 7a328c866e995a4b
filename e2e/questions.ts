import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase, type Database } from '#lib/db/prisma.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import { env } from '#lib/env.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { type CaseId, openCase, type Question, takeStep } from '#lib/server/disputes/cases.ts'

/** Works in the product's database as its owner, with what writes cases there. */
async function inDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = createDatabase(await readFile(join(env('e2e').E2E_DATA_DIR, 'secrets', 'owner-url'), 'utf8'))
  try {
    return await work(database)
  } finally {
    await database.$disconnect()
  }
}

export const keyOf = (code: string) => patientKey({ system: 'https://fhir.ee/sid/pid/est/ni', value: code })

/** Asks a question about the newest look of others at somebody's record, as the form would. */
export function ask(code: string, change: Partial<Question> = {}): Promise<CaseId & { readonly reference: string }> {
  const patient = keyOf(code)
  return inDatabase((database) =>
    database.$transaction(async (tx) => {
      const event = await tx.event.findFirstOrThrow({
        where: { patient, recordSystem: { not: 'portal' } },
        orderBy: { historyIndex: 'desc' },
      })
      const entry = {
        ...{ historyIndex: Number(event.historyIndex), logIndex: Number(event.logIndex), event: event.id, organisation: '90010001' },
        ...({ recordSystem: event.recordSystem, who: undefined, automatic: false, verdict: 'verified' } as const),
      }
      const question: Question = {
        ...{
          entries: [entry],
          severity: 2,
          reasons: ['not-in-care'],
          wants: ['explanation'],
          care: 'no',
          knows: 'unsure',
          safeContact: false,
        },
        ...{ asker: 'patient', askerKey: patient, askerName: 'Mari Maasikas', locale: 'en-GB', text: 'I was not there that day.' },
        ...change,
      }
      const opened = await openCase(tx, patient, question, { party: 'patient', name: question.askerName }, ESTONIA)
      await tx.disputeFile.create({
        data: {
          ...{ patient, dispute: opened.id, number: 1, kind: 'proof', name: 'proof.sightline', audience: 'everybody' },
          ...{ type: 'application/vnd.sightline', bytes: Buffer.from('{"anchors":[]}\n') },
        },
      })
      return { patient, ...opened }
    }),
  )
}

export type AgentStep = StepName | readonly [StepName, object]

/** What an agent of the demonstration does with a question, as their pages would. */
export function agentDoes(at: CaseId, ...steps: readonly AgentStep[]): Promise<void> {
  return inDatabase(async (database) => {
    const { id: by } = await database.staff.findFirstOrThrow({ where: { role: 'agent', name: 'Kadri Kuusk' } })
    for (const one of steps) {
      const [step, more] = typeof one === 'string' ? [one, {}] : one
      await database.$transaction((tx) => takeStep(tx, at, { step, party: 'agent', by, name: 'Kadri Kuusk', ...more }, ESTONIA))
    }
  })
}

export const DECIDED = [
  'acknowledge',
  'triage',
  'review',
  ['decide', { outcome: 'mistaken', text: 'A nurse opened the wrong record.' }],
] as const

/** A question that nobody asked. */
export const NO_QUESTION = randomUUID()
