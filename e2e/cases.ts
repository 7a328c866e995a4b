import { createHash } from 'node:crypto'
import { type DemoStaff, KADRI } from '#lib/dispute/demo.ts'
import type { StepName } from '#lib/dispute/machine.ts'
import { ESTONIA } from '#lib/dispute/testing.ts'
import type { EventDraft } from '#lib/event/access-event.ts'
import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import { type CaseId, type NamedEntry, openCase, type Question, takeStep, type Written } from '#lib/server/disputes/cases.ts'
import { seal } from './ledger.ts'
import { asOwner, inDatabase, keyOf, somebodyNew } from './product.ts'

type Somebody = { readonly code: string; readonly givenName?: string; readonly familyName?: string }

/** What is asked; `event` is what the entry says that is sealed for it, `actor` the name of who looked. */
export type CaseChange = Partial<Omit<Question, 'entries'>> & { readonly event?: Partial<EventDraft>; readonly actor?: string }

/** `index` is the entry's place in the person's history. */
export type OpenedCase = CaseId & { readonly reference: string; readonly index: number; readonly logIndex: number }

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
  const opened = await open(person, named, change)
  return { ...opened, index: entry.historyIndex, logIndex: entry.logIndex }
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

/** Asks about the newest look of others at somebody's record, with a proof. */
export async function askAboutNewest(person: Somebody, change: Partial<Question> = {}): Promise<CaseId & { readonly reference: string }> {
  const patient = keyOf(person.code)
  const { id, historyIndex, logIndex, recordSystem } = await inDatabase((database) =>
    database.event.findFirstOrThrow({ where: { patient, recordSystem: { not: 'portal' } }, orderBy: { historyIndex: 'desc' } }),
  )
  const place = { historyIndex: Number(historyIndex), logIndex: Number(logIndex), event: id, organisation: SYSTEMS.clinic.register }
  const opened = await open(person, { ...place, recordSystem, who: undefined, automatic: false, verdict: 'verified' }, change)
  await inDatabase((database) =>
    database.disputeFile.create({
      data: {
        ...{ patient, dispute: opened.id, number: 1, kind: 'proof', name: 'proof.sightline', audience: 'everybody' },
        ...{ type: 'application/vnd.sightline', bytes: Buffer.from('{"anchors":[]}\n') },
      },
    }),
  )
  return opened
}

async function open({ code, givenName, familyName }: Somebody, entry: NamedEntry, change: Partial<Question>) {
  const patient = keyOf(code)
  const question: Question = {
    entries: [entry],
    severity: 2,
    reasons: ['not-in-care'],
    wants: ['explanation'],
    care: 'no',
    knows: 'unsure',
    safeContact: false,
    asker: 'patient',
    askerKey: patient,
    askerName: givenName ? `${givenName} ${familyName}` : 'Somebody New',
    locale: 'en-GB',
    text: 'I was not at this clinic in that month.',
    ...change,
  }
  const by = { party: 'patient', name: question.askerName } as const
  const opened = await inDatabase((database) => database.$transaction((tx) => openCase(tx, patient, question, by, ESTONIA)))
  return { patient, ...opened }
}

/** The key of a staff member's row. */
export function staffId({ code }: DemoStaff): Promise<string> {
  return asOwner(async (owner) => {
    const { rows } = await owner.query<{ id: string }>('SELECT id FROM staff WHERE subject = $1', [`EE${code}`])
    return rows[0]?.id ?? ''
  })
}

export type Done = StepName | readonly [step: StepName, more: Partial<Written>]

/** A staff member makes steps in a case, as their pages would. */
export async function takeSteps({ patient, id }: CaseId, who: DemoStaff, ...steps: readonly Done[]): Promise<void> {
  const by = await staffId(who)
  await inDatabase(async (database) => {
    for (const one of steps) {
      const [step, more] = typeof one === 'string' ? [one, {}] : one
      const written = { step, party: who.role, by, name: `${who.givenName} ${who.familyName}`, ...more }
      await database.$transaction((tx) => takeStep(tx, { patient, id }, written, ESTONIA))
    }
  })
}

/** The patient adds words to a question, as their page would. */
export async function addWords({ patient, id }: CaseId, text: string): Promise<void> {
  const written = { step: 'inform', party: 'patient', name: 'Somebody New', text } as const
  await inDatabase((database) => database.$transaction((tx) => takeStep(tx, { patient, id }, written, ESTONIA)))
}

/** What leads to an answer, with one. */
export const DECIDED = [
  'acknowledge',
  'triage',
  'review',
  ['decide', { outcome: 'mistaken', text: 'A nurse opened the wrong record.' }],
] as const

/** A question of a new person about a look by somebody of the hospital. */
export async function hospitalCase(change: CaseChange = {}): Promise<OpenedCase & { readonly code: string }> {
  const { organisation, register, id, name } = SYSTEMS.hospital
  const code = somebodyNew()
  const event = { organisation: { name: organisation, identifier: { value: register } }, origin: { id, name } }
  return { ...(await openCaseOf({ code }, { event, ...change })), code }
}

/** The same, of which the hospital was asked. */
export async function askedCase(change: CaseChange = {}): Promise<OpenedCase & { readonly code: string }> {
  const opened = await hospitalCase(change)
  const asking = { provider: SYSTEMS.hospital.register, text: 'Why did Anna Berg look?' }
  await takeSteps(opened, KADRI, 'acknowledge', 'triage', ['ask-provider', asking])
  return opened
}

/** The same, answered and closed. */
export async function closedCase(): Promise<OpenedCase> {
  const opened = await hospitalCase()
  await takeSteps(opened, KADRI, ...DECIDED, 'close')
  return opened
}
