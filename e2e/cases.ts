import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDatabase } from '#lib/db/prisma.ts'
import { env } from '#lib/env.ts'
import type { EventDraft } from '#lib/event/access-event.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { type NamedEntry, openCase, type Question } from '#lib/server/disputes/cases.ts'
import { seal } from './ledger.ts'
import { asOwner } from './product.ts'

type Somebody = { readonly code: string; readonly givenName?: string; readonly familyName?: string }

/** What is asked; `event` is what the entry says that is sealed for it, `actor` the name of who looked. */
export type CaseChange = Partial<Omit<Question, 'entries'>> & { readonly event?: Partial<EventDraft>; readonly actor?: string }

/** `index` is the entry's place in the person's history. */
export type OpenedCase = {
  readonly id: string
  readonly reference: string
  readonly patient: string
  readonly index: number
  readonly logIndex: number
}

const SYSTEM = 'https://fhir.ee/sid/pid/est/ni'
const calendar = { timeZone: 'Europe/Tallinn', isWorkingDay: (day: string) => ![0, 6].includes(new Date(day).getUTCDay()) }

/** Has one look at this person's results sealed, and asks a question about it as the person would. */
export async function openCaseOf(person: Somebody, { event = {}, actor = 'Anna Berg', ...change }: CaseChange = {}): Promise<OpenedCase> {
  const { organisation, register, id, name } = SYSTEMS.clinic
  const draft: Partial<EventDraft> = {
    actor: { kind: 'professional' },
    organisation: { name: organisation, identifier: { value: register } },
    data: [{ category: 'laboratory', title: 'Blood count', reference: 'DocumentReference/secret-7' }],
    origin: { id, name },
    ...event,
  }
  const sealed = await seal(person.code, draft, actor)
  const patient = patientKey({ system: SYSTEM, value: person.code })
  const entry = await placeOf(sealed.id)
  const named: NamedEntry = {
    ...entry,
    event: sealed.id,
    organisation: draft.organisation?.identifier?.value ?? draft.organisation?.name ?? organisation,
    recordSystem: draft.origin?.id ?? id,
    who: draft.automatic ? undefined : createHash('sha256').update(`${register}\n${actor}`).digest(),
    automatic: draft.automatic ?? false,
    verdict: 'verified',
  }
  const askerName = person.givenName ? `${person.givenName} ${person.familyName}` : 'Somebody New'
  const question: Question = {
    entries: [named],
    severity: 2,
    reasons: ['not-in-care'],
    wants: ['explanation'],
    care: 'no',
    knows: 'unsure',
    safeContact: false,
    asker: 'patient',
    askerKey: patient,
    askerName,
    locale: 'en',
    text: 'I was not at this clinic in that month.',
    ...change,
  }
  const owner = createDatabase(await readFile(join(env('e2e').E2E_DATA_DIR, 'secrets', 'owner-url'), 'utf8'))
  try {
    const by = { party: 'patient', name: question.askerName } as const
    const opened = await owner.$transaction((tx) => openCase(tx, patient, question, by, calendar))
    return { ...opened, patient, index: entry.historyIndex, logIndex: entry.logIndex }
  } finally {
    await owner.$disconnect()
  }
}

/** Where an event stands. */
function placeOf(id: string): Promise<{ readonly historyIndex: number; readonly logIndex: number }> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ history_index: string; log_index: string }>(
      'SELECT history_index, log_index FROM event WHERE id = $1',
      [id],
    )
    return { historyIndex: Number(rows[0]?.history_index), logIndex: Number(rows[0]?.log_index) }
  })
}
