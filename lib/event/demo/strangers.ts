import type { Calendar } from './calendar.ts'
import { STAFF, VIIVI } from './people.ts'
import { SYSTEMS } from './record-systems.ts'
import type { Item, Look } from './shapes.ts'

/**
 * One stay in a clinic, and everybody who looked without ever meeting her: laboratory, a doctor on night duty, a second opinion, the office,
 * the insurer; and a test of a program that should not have been made with her record.
 */
export function strangers(calendar: Calendar): readonly Look[] {
  const blood: Item = { kind: 'laboratory', id: 'gall-1', title: 'Liver values' }
  const scan: Item = { kind: 'image', id: '1.2.752.24.7.91', title: 'Ultrasound of the abdomen' }
  const stay: Item = { kind: 'discharge', id: 'gall-2', title: 'Discharge report, gallstones' }
  const clinic = { system: SYSTEMS.clinic, patient: VIIVI, does: 'read', program: 'Ward desk' } as const
  return [
    { ...clinic, at: calendar.workday(58, '08:12:00'), who: STAFF.surgicalNurse, purpose: 'TREAT', items: [blood] },
    {
      system: SYSTEMS.laboratory,
      patient: VIIVI,
      at: calendar.workday(58, '11:47:30'),
      does: 'read',
      who: STAFF.laboratoryDoctor,
      purpose: 'TREAT',
      program: 'Laboratory desk',
      items: [blood],
    },
    { ...clinic, at: calendar.workday(57, '02:31:09'), who: STAFF.internist, purpose: 'TREAT', items: [blood] },
    {
      system: SYSTEMS.hospital,
      patient: VIIVI,
      at: calendar.workday(56, '16:20:44'),
      does: 'read',
      who: STAFF.radiologist,
      onBehalfOf: STAFF.surgeon,
      purpose: 'COC',
      items: [scan],
    },
    { ...clinic, at: calendar.workday(52, '09:03:18'), who: STAFF.receptionist, purpose: 'PATADMN', items: [stay] },
    { ...clinic, at: calendar.workday(50, '13:40:00'), who: STAFF.receptionist, purpose: 'HTEST', program: 'Training desk', items: [stay] },
    {
      system: SYSTEMS.insurance,
      patient: VIIVI,
      at: calendar.workday(31, '10:15:27'),
      does: 'read',
      who: STAFF.officer,
      purpose: 'HPAYMT',
      items: [{ kind: 'note', id: 'leave-58', title: 'Certificate of sick leave' }],
    },
  ]
}
