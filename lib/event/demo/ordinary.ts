import { type Calendar, later } from './calendar.ts'
import { type DemoPerson, JAAN, MARI, MIA, STAFF } from './people.ts'
import type { Random } from './random.ts'
import { SYSTEMS } from './record-systems.ts'
import type { Item, Look } from './shapes.ts'

const PHARMACIES = [
  { name: 'Kesklinna Pharmacy', register: '90010021' },
  { name: 'Raadi Pharmacy', register: '90010022' },
  { name: 'Station Pharmacy', register: '90010023' },
] as const
const MINUTE = 60_000

/** 60 looks over two years: a family practice, its laboratory and pharmacies, a dentist, an X-ray, letters that programs sent, and herself. */
export function typicalHistory(calendar: Calendar, random: Random): readonly Look[] {
  const visits = [9, 96, 188, 290, 402, 515, 640, 722].flatMap((days) => practiceVisit(MARI, calendar.workday(days, '09:10:20'), random))
  const looks = [...visits, ...teeth(calendar), ...broken(calendar), ...letters(calendar)]
  const own = Array.from({ length: 60 - looks.length }, (_, i) => ownLook(MARI, calendar.day(3 + i * 97, `2${i % 3}:1${i % 6}:08`)))
  return [...looks, ...own]
}

/** Three sessions of dialysis a week, laboratory, medicines and controls: as far back as 3,000 looks go. */
export function longHistory(calendar: Calendar, random: Random): readonly Look[] {
  const looks: Look[] = []
  for (let days = 1; looks.length < 3000; days++) {
    const morning = calendar.day(days, '07:40:00')
    const weekday = new Date(Date.parse(morning)).getUTCDay()
    if (weekday === 1 || weekday === 3 || weekday === 5) looks.push(...dialysis(later(morning, random.below(50) * MINUTE), random))
    if (days % 30 === 4) looks.push(...refill(JAAN, calendar.workday(days, '16:05:30'), random))
    if (days % 91 === 8) looks.push(...practiceVisit(JAAN, calendar.workday(days, '11:20:00'), random))
    if (days % 45 === 20) looks.push(ownLook(JAAN, calendar.day(days, '19:44:10')))
  }
  return looks.slice(0, 3000)
}

/** A child's: twice at the family practice in a year. */
export function childHistory(calendar: Calendar, random: Random): readonly Look[] {
  return [31, 260].flatMap((days) => practiceVisit(MIA, calendar.workday(days, '15:20:10'), random))
}

export function ownLook(patient: DemoPerson, at: string): Look {
  return { system: SYSTEMS.exchange, patient, at, does: 'read-log', who: 'patient', purpose: 'PATRQT', program: 'Patient portal' }
}

/** Nurse, doctor, blood test, prescription, pharmacy: six looks. */
export function practiceVisit(patient: DemoPerson, at: string, random: Random): readonly Look[] {
  const base = {
    system: SYSTEMS.family,
    patient,
    purpose: 'TREAT',
    program: 'Practice software 9',
    address: `10.20.1.${random.between(10, 60)}`,
  } as const
  const blood = item('laboratory', random, random.pick(['Blood count', 'Cholesterol', 'Thyroid hormones', 'Blood sugar']))
  const medicine = item(
    'prescription',
    random,
    random.pick(['Amoxicillin 500 mg', 'Ibuprofen 400 mg', 'Metformin 850 mg', 'Ramipril 5 mg']),
  )
  return [
    { ...base, at, does: 'search', who: STAFF.familyNurse, items: [item('summary', random, 'Health summary')] },
    { ...base, at: later(at, 14 * MINUTE), does: 'read', who: STAFF.familyDoctor, items: [item('summary', random, 'Health summary')] },
    { system: SYSTEMS.laboratory, patient, at: later(at, 300 * MINUTE), does: 'create', program: 'Result delivery', items: [blood] },
    { ...base, at: later(at, 340 * MINUTE), does: 'read', who: STAFF.familyDoctor, items: [blood] },
    { ...base, at: later(at, 342 * MINUTE), does: 'create', who: STAFF.familyDoctor, items: [medicine] },
    dispensed(patient, later(at, 500 * MINUTE), medicine, random),
  ]
}

function dispensed(patient: DemoPerson, at: string, medicine: Item, random: Random): Look {
  const place = random.pick(PHARMACIES)
  return {
    system: SYSTEMS.prescriptions,
    patient,
    at,
    does: 'read',
    place,
    items: [medicine],
    says: `${place.name} vaatas retsepti: ${medicine.title}`,
  }
}

function refill(patient: DemoPerson, at: string, random: Random): readonly Look[] {
  const medicine = item('prescription', random, random.pick(['Epoetin alfa 4000 IU', 'Sevelamer 800 mg', 'Ramipril 5 mg']))
  const read = dispensed(patient, at, medicine, random)
  return [
    read,
    {
      ...read,
      at: later(at, 3 * MINUTE),
      does: 'create',
      items: [{ ...medicine, kind: 'dispensation' }],
      says: `Ravim väljastati: ${medicine.title}`,
    },
  ]
}

function dialysis(at: string, random: Random): readonly Look[] {
  const base = {
    system: SYSTEMS.clinic,
    patient: JAAN,
    purpose: 'TREAT',
    program: 'Ward desk',
    address: `10.8.3.${random.between(10, 40)}`,
  } as const
  const session: Look[] = [
    { ...base, at, does: 'read', who: STAFF.dialysisNurse, items: [item('note', random, 'Dialysis plan')] },
    { ...base, at: later(at, 255 * MINUTE), does: 'create', who: STAFF.dialysisNurse, items: [item('note', random, 'Dialysis session')] },
  ]
  if (random.chance(0.3))
    session.push({
      ...base,
      at: later(at, 90 * MINUTE),
      does: 'read',
      who: STAFF.dialysisDoctor,
      items: [item('laboratory', random, 'Potassium')],
    })
  if (random.chance(0.5))
    session.push({
      system: SYSTEMS.laboratory,
      patient: JAAN,
      at: later(at, 130 * MINUTE),
      does: 'create',
      program: 'Result delivery',
      items: [item('laboratory', random, 'Potassium')],
    })
  return session
}

function teeth(calendar: Calendar): readonly Look[] {
  const base = { system: SYSTEMS.clinic, patient: MARI, who: STAFF.dentist, purpose: 'TREAT', program: 'Dental desk' } as const
  return [60, 430].map((days) => ({
    ...base,
    at: calendar.workday(days, '15:31:12'),
    does: 'read',
    items: [{ kind: 'image', id: `teeth-${days}`, title: 'X-ray of the teeth' }],
  }))
}

function broken(calendar: Calendar): readonly Look[] {
  const image: Item = { kind: 'image', id: '1.2.752.24.7.19', title: 'X-ray of the left wrist' }
  const base = { patient: MARI, items: [image] } as const
  return [
    {
      ...base,
      system: SYSTEMS.images,
      at: calendar.day(231, '18:02:44'),
      does: 'create',
      purpose: 'DICOM_AUTO',
      program: 'X-ray device 2',
    },
    {
      ...base,
      system: SYSTEMS.images,
      at: calendar.day(231, '18:20:09'),
      does: 'read',
      who: STAFF.radiologist,
      purpose: 'TREAT',
      place: { name: 'North Hospital', register: '90010004' },
    },
    {
      ...base,
      system: SYSTEMS.hospital,
      at: calendar.day(231, '18:41:30'),
      does: 'read',
      who: STAFF.receptionist,
      onBehalfOf: STAFF.emergencyDoctor,
      purpose: 'TREAT',
      says: 'Eve Sild avas pildi Dr Siim Heina nimel',
    },
  ]
}

function letters(calendar: Calendar): readonly Look[] {
  const summary: Item = { kind: 'summary', id: 'screening', title: 'Health summary' }
  return [
    {
      system: SYSTEMS.exchange,
      patient: MARI,
      at: calendar.workday(41, '03:00:07'),
      does: 'search',
      purpose: 'PUBHLTH',
      program: 'Screening invitations',
      items: [summary],
    },
    {
      system: SYSTEMS.insurance,
      patient: MARI,
      at: calendar.workday(150, '13:17:55'),
      does: 'read',
      who: STAFF.officer,
      purpose: 'HPAYMT',
      items: [{ kind: 'note', id: 'leave-1', title: 'Certificate of sick leave' }],
    },
  ]
}

export function item(kind: Item['kind'], random: Random, title: string): Item {
  return { kind, id: random.hex(), title }
}
