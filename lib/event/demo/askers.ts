import type { Calendar } from './calendar.ts'
import { type DemoPerson, STAFF } from './people.ts'
import { SYSTEMS } from './record-systems.ts'
import type { Item, Look } from './shapes.ts'
import { volumePatient } from './volume.ts'

/** Serial numbers and birthdays that `volume` reaches only with millions of people. */
const FIRST = 79 * 32_000 + 9000
const APART = 311

/** The one look at the record of somebody who asks about it. */
const LOOKS = {
  list: {
    system: SYSTEMS.family,
    does: 'search',
    purpose: 'CAREMGT',
    program: 'Reminders for everybody on the practice’s list',
    time: '05:00:20',
  },
  reception: { system: SYSTEMS.clinic, does: 'read', who: STAFF.receptionist, purpose: 'PATADMN', program: 'Ward desk', time: '08:47:12' },
  ward: { system: SYSTEMS.clinic, does: 'read', who: STAFF.internist, purpose: 'TREAT', program: 'Ward desk', time: '13:31:05' },
  night: { system: SYSTEMS.hospital, does: 'read', who: STAFF.nightNurse, time: '02:06:41' },
  image: { system: SYSTEMS.hospital, does: 'read', who: STAFF.radiologist, purpose: 'TREAT', time: '16:12:30' },
  benefits: { system: SYSTEMS.insurance, does: 'read', who: STAFF.officer, purpose: 'HPAYMT', time: '10:25:54' },
} as const satisfies Readonly<Record<string, Omit<Look, 'patient' | 'at'> & { readonly time: string }>>

export type AskersLook = keyof typeof LOOKS
/** They ask about the look in the evening after it, so many days ago. */
export type Asker = DemoPerson & { readonly look: AskersLook; readonly daysAgo: number }

const ITEMS: Readonly<Record<AskersLook, Item>> = {
  list: { kind: 'summary', id: 'list', title: 'Health summary' },
  reception: { kind: 'discharge', id: 'stay', title: 'Discharge report' },
  ward: { kind: 'laboratory', id: 'blood', title: 'Blood count' },
  night: { kind: 'summary', id: 'night', title: 'Health summary' },
  image: { kind: 'image', id: '1.2.752.24.7.140', title: 'X-ray of the chest' },
  benefits: { kind: 'note', id: 'leave', title: 'Certificate of sick leave' },
}

const PEOPLE: readonly (readonly [givenName: string, familyName: string, daysAgo: number, look: AskersLook])[] = [
  ['Ülle', 'Saks', 1, 'reception'],
  ['Dmitri', 'Volkov', 2, 'list'],
  ['Maarja', 'Kütt', 4, 'image'],
  ['Rein', 'Pihlak', 6, 'ward'],
  ['Svetlana', 'Orlova', 7, 'benefits'],
  ['Katrin', 'Aun', 9, 'night'],
  ['Heino', 'Vain', 10, 'list'],
  ['Laura', 'Nurk', 12, 'reception'],
  ['Irina', 'Kuznetsova', 14, 'image'],
  ['Tarmo', 'Uibo', 16, 'ward'],
  ['Malle', 'Org', 18, 'image'],
  ['Pavel', 'Sokolov', 20, 'night'],
  ['Ester', 'Tiits', 22, 'reception'],
  ['Jüri', 'Laur', 24, 'ward'],
  ['Anneli', 'Roosi', 27, 'list'],
  ['Olga', 'Belova', 31, 'benefits'],
  ['Kalev', 'Hunt', 36, 'night'],
  ['Sirje', 'Kõiv', 41, 'reception'],
  ['Nikolai', 'Popov', 47, 'ward'],
  ['Triin', 'Lepp', 53, 'list'],
  ['Ants', 'Koppel', 60, 'image'],
  ['Marina', 'Smirnova', 67, 'reception'],
  ['Urve', 'Palm', 74, 'night'],
  ['Priit', 'Ilves', 82, 'ward'],
  ['Hilja', 'Rebane', 90, 'benefits'],
  ['Sergei', 'Fjodorov', 99, 'list'],
  ['Reet', 'Kallaste', 108, 'image'],
  ['Margit', 'Tamme', 118, 'ward'],
  ['Vello', 'Kruus', 129, 'reception'],
  ['Jelena', 'Morozova', 141, 'night'],
  ['Aino', 'Vares', 154, 'list'],
  ['Enn', 'Sild', 168, 'benefits'],
  ['Piia', 'Jaanus', 183, 'ward'],
  ['Oleg', 'Lebedev', 196, 'image'],
]

/** People without a story of their own, who ask about one entry. Who asked last comes first. */
export const ASKERS: readonly Asker[] = PEOPLE.map(([givenName, familyName, daysAgo, look], i) => ({
  code: volumePatient(FIRST + APART * i).code,
  givenName,
  familyName,
  story: '',
  look,
  daysAgo,
}))

/** Of each a visit to the family doctor, and the look about which they ask. */
export function askers(calendar: Calendar): readonly Look[] {
  return ASKERS.flatMap((patient): readonly Look[] => {
    const { time, ...look } = LOOKS[patient.look]
    const visit = {
      system: SYSTEMS.family,
      does: 'read',
      who: STAFF.familyDoctor,
      purpose: 'TREAT',
      program: 'Practice software 9',
    } as const
    return [
      { ...visit, patient, at: calendar.workday(patient.daysAgo + 40, '09:40:00'), items: [ITEMS.list] },
      { ...look, patient, at: calendar.day(patient.daysAgo, time), items: [ITEMS[patient.look]] },
    ]
  })
}
