import { SYSTEMS } from '#lib/event/demo/record-systems.ts'
import type { StaffRole } from './roles.ts'

/** Somebody who works on questions in the demonstration. All are invented; the codes have the form of Estonian personal codes. */
export type DemoStaff = {
  readonly code: string
  readonly givenName: string
  readonly familyName: string
  readonly role: StaffRole
  /** Of a privacy officer: the code of their organisation in the business register. */
  readonly organisation?: string
  /** What they do, in one sentence. */
  readonly story: string
}

export const KADRI: DemoStaff = {
  code: '49104179911',
  givenName: 'Kadri',
  familyName: 'Kuusk',
  role: 'agent',
  story: 'Support agent: answers questions about entries.',
}
export const MARKO: DemoStaff = {
  code: '38502239910',
  givenName: 'Marko',
  familyName: 'Laas',
  role: 'agent',
  story: 'Support agent too: a second pair of eyes.',
}
export const ENE: DemoStaff = {
  code: '47206089910',
  givenName: 'Ene',
  familyName: 'Sepp',
  role: 'supervisor',
  story: 'Supervisor: who works on what, and what is late.',
}
/** Of the hospital whose nurse looked up her former partner. */
export const RIINA: DemoStaff = {
  code: '48011199910',
  givenName: 'Riina',
  familyName: 'Mägi',
  role: 'officer',
  organisation: SYSTEMS.hospital.register,
  story: `Privacy officer of ${SYSTEMS.hospital.organisation}.`,
}
export const TONU: DemoStaff = {
  code: '37009309913',
  givenName: 'Tõnu',
  familyName: 'Raud',
  role: 'officer',
  organisation: SYSTEMS.clinic.register,
  story: `Privacy officer of ${SYSTEMS.clinic.organisation}.`,
}

/** In the order of the log-in page. */
export const DEMO_STAFF: readonly DemoStaff[] = [KADRI, MARKO, ENE, RIINA, TONU]
