import { type Calendar, later } from './calendar.ts'
import { ownLook, practiceVisit } from './ordinary.ts'
import { ALEKSANDR, ANDRES, type DemoPerson, HELVE, KERSTI, MARY, PEETER, STAFF, TOOMAS } from './people.ts'
import type { Random } from './random.ts'
import { SYSTEMS } from './record-systems.ts'
import type { Item, Look } from './shapes.ts'

const SECOND = 1000
const SUMMARY: Item = { kind: 'summary', id: 'summary', title: 'Health summary' }

/** A nurse of a ward where he never was, at night, four times, without a reason. */
export function formerPartner(calendar: Calendar, random: Random): readonly Look[] {
  const nights = [
    [12, '02:14:37', 'summary', 'Health summary'],
    [12, '02:19:02', 'note', 'Visit to the family doctor'],
    [33, '03:40:51', 'laboratory', 'Blood count'],
    [34, '01:58:20', 'prescription', 'Sertraline 50 mg'],
  ] as const
  const looks = nights.map(
    ([days, time, kind, title]): Look => ({
      system: SYSTEMS.hospital,
      patient: ANDRES,
      at: calendar.day(days, time),
      does: 'read',
      who: STAFF.nightNurse,
      items: [{ kind, id: `${days}.${time.slice(3, 5)}`, title }],
    }),
  )
  return [...looks, ...practiceVisit(ANDRES, calendar.workday(35, '10:00:00'), random), ownLook(ANDRES, calendar.day(5, '20:02:00'))]
}

/** A surgeon reads everything, again and again, on the two mornings before the hearing. */
export function lawsuit(calendar: Calendar, random: Random): readonly Look[] {
  const documents: readonly [Item, ...Item[]] = [
    { kind: 'discharge', id: 'discharge-2', title: 'Discharge report, knee replacement' },
    { kind: 'image', id: '1.2.752.24.7.77', title: 'X-ray of the right knee' },
    { kind: 'laboratory', id: 'crp', title: 'C-reactive protein' },
    { kind: 'note', id: 'operation', title: 'Operation record' },
    SUMMARY,
  ]
  const morning = (days: number, count: number): readonly Look[] => {
    let at = calendar.workday(days, '07:38:00')
    return Array.from({ length: count }, () => {
      at = later(at, random.between(20, 110) * SECOND)
      return {
        system: SYSTEMS.clinic,
        patient: HELVE,
        at,
        does: 'read',
        who: STAFF.surgeon,
        purpose: 'TREAT',
        program: 'Ward desk',
        items: [random.pick(documents)],
      }
    })
  }
  const treated = [420, 419, 418].map(
    (days): Look => ({
      system: SYSTEMS.clinic,
      patient: HELVE,
      at: calendar.workday(days, '08:55:10'),
      does: 'read',
      who: days === 419 ? STAFF.surgeon : STAFF.surgicalNurse,
      purpose: 'TREAT',
      program: 'Ward desk',
      items: [SUMMARY],
    }),
  )
  return [...treated, ...morning(23, 131), ...morning(20, 83), ownLook(HELVE, calendar.day(4, '09:12:45'))]
}

/** Unconscious at night: paramedic and doctor break the glass. Weeks later the reception tries, and is refused. */
export function emergency(calendar: Calendar): readonly Look[] {
  const base = { patient: TOOMAS, purpose: 'BTG', program: 'Ambulance tablet' } as const
  const doctor = { ...base, system: SYSTEMS.clinic, who: STAFF.emergencyDoctor, program: 'Emergency desk', purpose: 'ETREAT' } as const
  return [
    { ...base, system: SYSTEMS.ambulance, at: calendar.day(47, '01:52:11'), does: 'emergency-start', who: STAFF.paramedic },
    { ...base, system: SYSTEMS.ambulance, at: calendar.day(47, '01:52:40'), does: 'read', who: STAFF.paramedic, items: [SUMMARY] },
    {
      ...doctor,
      at: calendar.day(47, '02:20:05'),
      does: 'read',
      items: [{ kind: 'prescription', id: 'list', title: 'List of medicines' }],
    },
    { ...doctor, at: calendar.day(47, '02:21:31'), does: 'read', items: [{ kind: 'laboratory', id: 'allergy', title: 'Allergy tests' }] },
    {
      system: SYSTEMS.hospital,
      patient: TOOMAS,
      at: calendar.day(46, '09:30:00'),
      does: 'create',
      who: STAFF.internist,
      purpose: 'TREAT',
      items: [{ kind: 'discharge', id: '7.46', title: 'Discharge report, emergency' }],
    },
    {
      system: SYSTEMS.clinic,
      patient: TOOMAS,
      at: calendar.workday(18, '14:07:33'),
      does: 'read',
      who: STAFF.receptionist,
      purpose: 'TREAT',
      refused: 'The patient has closed this document.',
      items: [{ kind: 'discharge', id: '7.46', title: 'Discharge report, emergency' }],
    },
    ownLook(TOOMAS, calendar.day(17, '18:00:21')),
  ]
}

/** Every Monday before dawn the practice's program asks for all people on its list; a laboratory reports late what it did long ago. */
export function automaticAndLate(calendar: Calendar, random: Random): readonly Look[] {
  const lists = Array.from(
    { length: 20 },
    (_, week): Look => ({
      system: SYSTEMS.family,
      patient: KERSTI,
      at: calendar.day(7 * week + 3, '05:00:14'),
      does: 'search',
      purpose: 'CAREMGT',
      program: 'Reminders for everybody on the practice’s list',
      requestId: random.uuid(),
      items: [SUMMARY],
    }),
  )
  const recorded = calendar.day(30, '11:45:00')
  const late = Array.from(
    { length: 14 },
    (_, i): Look => ({
      system: SYSTEMS.laboratory,
      patient: KERSTI,
      at: calendar.workday(95 + i * 9, `1${i % 5}:2${i % 6}:30`),
      recorded: later(recorded, i * SECOND),
      does: i % 3 === 0 ? 'create' : 'read',
      ...(i % 3 !== 0 && { who: STAFF.laboratoryDoctor, purpose: 'TREAT' }),
      program: 'Laboratory desk',
      items: [{ kind: 'laboratory', id: `late-${i}`, title: 'Liver values' }],
    }),
  )
  return [...lists, ...late, ...practiceVisit(KERSTI, calendar.workday(70, '08:30:00'), random)]
}

/** The practice (client) and the national exchange (server) both report one read, with one X-Request-Id; and a week later another. */
export function reportedTwice(calendar: Calendar, random: Random): readonly Look[] {
  const pair = (at: string, title: string): readonly Look[] => {
    const both = {
      patient: PEETER,
      does: 'read',
      who: STAFF.familyDoctor,
      purpose: 'TREAT',
      requestId: random.uuid(),
      items: [{ kind: 'discharge', id: random.hex(), title }],
      place: { name: SYSTEMS.family.organisation, register: SYSTEMS.family.register },
    } as const
    return [
      { ...both, system: SYSTEMS.family, at, program: 'Practice software 9' },
      { ...both, system: SYSTEMS.exchange, at: later(at, 2 * SECOND), program: 'Practice software 9' },
    ]
  }
  return [
    ...pair(calendar.workday(11, '10:25:17'), 'Discharge report, cataract'),
    ...practiceVisit(PEETER, calendar.workday(80, '09:00:00'), random),
    ownLook(PEETER, calendar.day(2, '12:30:30')),
  ]
}

/** By law a psychiatric clinic does not name its staff. Another place names them after a week: one name is open, one is not yet. */
export function namesNotShown(calendar: Calendar): readonly Look[] {
  const ward = (days: number, time: string, does: 'read' | 'create', title: string): Look => ({
    system: SYSTEMS.psychiatry,
    patient: ALEKSANDR,
    at: calendar.workday(days, time),
    does,
    who: STAFF.psychiatrist,
    purpose: 'TREAT',
    items: [{ kind: 'note', id: `${days}`, title }],
  })
  const exercise = (days: number): Look => ({
    system: SYSTEMS.rehabilitation,
    patient: ALEKSANDR,
    at: calendar.day(days, '13:05:00'),
    does: 'read',
    who: STAFF.therapist,
    purpose: 'TREAT',
    items: [{ kind: 'discharge', id: `5.${days}`, title: 'Referral to physiotherapy' }],
  })
  return [
    ward(62, '09:40:00', 'read', 'Referral'),
    ward(62, '10:30:00', 'create', 'First conversation'),
    ward(55, '10:31:12', 'create', 'Second conversation'),
    exercise(25),
    exercise(1),
    ownLook(ALEKSANDR, calendar.day(6, '22:15:01')),
  ]
}

/** A name with everything in it, and the clock that was put back: two looks at 03:30, an hour apart. */
export function difficultName(calendar: Calendar, random: Random): readonly Look[] {
  const [before, after] = calendar.doubledHour('03:30:00')
  const night = {
    system: SYSTEMS.hospital,
    patient: MARY,
    does: 'read',
    who: STAFF.nightNurse,
    onBehalfOf: STAFF.internist,
    purpose: 'TREAT',
    items: [{ kind: 'note', id: '3.30', title: 'Observation, “night”: 38,5 °C — ‹stable›' }],
  } as const
  return [
    { ...night, at: before },
    { ...night, at: after },
    ...practiceVisit(MARY, calendar.workday(15, '12:00:00'), random),
    { ...midwife(MARY, calendar.workday(28, '14:20:00')) },
    ownLook(MARY, calendar.day(7, '07:07:07')),
  ]
}

function midwife(patient: DemoPerson, at: string): Look {
  return {
    system: SYSTEMS.clinic,
    patient,
    at,
    does: 'update',
    who: STAFF.midwife,
    purpose: 'TREAT',
    items: [{ kind: 'note', id: 'prenatal', title: 'Prenatal card' }],
  }
}
