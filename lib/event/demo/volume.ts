import { DAY_MS } from '../days.ts'
import { type DemoPerson, STAFF } from './people.ts'
import { Random } from './random.ts'
import { SYSTEMS } from './record-systems.ts'
import { auditEvent, type Item, type Look } from './shapes.ts'
import type { StoryOptions, Submittable } from './stories.ts'

export type VolumeOptions = StoryOptions & { readonly patients: number; readonly events: number }

const FIRST_BIRTH = Date.UTC(1930, 0, 1)
const BIRTHDAYS = 32_000
/** Serial numbers that no person of the stories has. */
const SERIALS = { from: 900, count: 80 } as const
const STAFF_LIST = [STAFF.familyDoctor, STAFF.familyNurse, STAFF.internist, STAFF.surgeon, STAFF.emergencyDoctor, STAFF.dentist] as const
const DESKS = [SYSTEMS.clinic, SYSTEMS.family, SYSTEMS.hospital, SYSTEMS.exchange] as const
const KINDS = ['summary', 'laboratory', 'image', 'prescription', 'discharge', 'note'] as const

/** Many people’s looks of three years, made one after another: the i-th is the same for the same options. */
export function* volume({ patients, events, seed, until }: VolumeOptions): Generator<Submittable> {
  if (patients < 1 || patients > BIRTHDAYS * SERIALS.count) throw new RangeError(`between 1 and ${BIRTHDAYS * SERIALS.count} patients`)
  const random = new Random(`${seed}/volume`)
  for (let i = 0; i < events; i++) {
    // Everybody once before anybody twice, so that a number of people can be asked for.
    const patient = volumePatient(i < patients ? i : random.below(patients))
    yield volumeEvent(patient, random, until)
  }
}

function volumeEvent(patient: DemoPerson, random: Random, until: Date): Submittable {
  const system = random.pick(DESKS)
  const kind = random.pick(KINDS)
  const items: readonly Item[] = [{ kind, id: random.hex(), title: TITLES[kind] }]
  const look: Look = {
    system,
    patient,
    at: new Date(until.getTime() - random.below(3 * 365 * DAY_MS)).toISOString(),
    does: random.chance(0.8) ? 'read' : 'create',
    ...(random.chance(0.85) && { who: random.pick(STAFF_LIST), purpose: 'TREAT' }),
    items,
    ...(system.shape === 'balp' && { requestId: random.uuid() }),
  }
  return { recordSystem: system.id, resource: auditEvent(look) }
}

/** The i-th person: a code of the right form, with its check digit. */
export function volumePatient(index: number): DemoPerson {
  const born = new Date(FIRST_BIRTH + (index % BIRTHDAYS) * DAY_MS).toISOString()
  const century = born.startsWith('20') ? 5 : 3
  const serial = SERIALS.from + Math.floor(index / BIRTHDAYS)
  const digits = `${century + (index % 2)}${born.slice(2, 4)}${born.slice(5, 7)}${born.slice(8, 10)}${serial}`
  return { code: digits + checkDigit(digits), givenName: 'Person', familyName: `No. ${index + 1}`, story: '' }
}

/** Modulus 11 with two levels of weights, as in every Estonian personal code. */
export function checkDigit(digits: string): number {
  const remainder = (first: number) => [...digits].reduce((sum, digit, i) => sum + Number(digit) * (((first + i - 1) % 9) + 1), 0) % 11
  const one = remainder(1)
  const check = one === 10 ? remainder(3) : one
  return check === 10 ? 0 : check
}

const TITLES: { readonly [kind in (typeof KINDS)[number]]: string } = {
  summary: 'Health summary',
  laboratory: 'Blood count',
  image: 'X-ray of the chest',
  prescription: 'Ibuprofen 400 mg',
  discharge: 'Discharge report',
  note: 'Visit',
}
