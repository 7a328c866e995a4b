import type { StaffRole } from '#lib/dispute/roles.ts'
import type { Coding, Named, PatientIdentifier } from '#lib/event/access-event.ts'
import { SYSTEM } from '#lib/event/codes.ts'
import { type PortalLook, recordPortalLook } from './portal.ts'
import type { StaffSession } from './staff-sessions.ts'

/** At what staff look: entries of a patient that a case names. */
export type CaseLook = {
  readonly patient: PatientIdentifier
  /** The case's, such as `S-2026-00042`; it stands in the patient's list. */
  readonly reference: string
  /** As the entries name it; a privacy officer looks for their organisation. */
  readonly organisation?: Named
}

/** Commits that this staff member looks at this case's entries; only then may any of them be sent. That they may, the caller has checked. @throws as `Portal.record` */
export function recordStaffLook(session: StaffSession, look: CaseLook): Promise<void> {
  return recordPortalLook(staffLook(session, look))
}

export function staffLook(
  { visit, role, name, organisation: own }: Pick<StaffSession, 'visit' | 'role' | 'name' | 'organisation'>,
  { patient, reference, organisation }: CaseLook,
): PortalLook {
  return {
    session: visit,
    patient,
    actor: { kind: 'administrator', role: ROLE[role], name },
    purpose: 'HCOMPL',
    reference,
    ...(own !== undefined && { organisation: organisation ?? { name: own } }),
  }
}

const coding = (code: StaffRole, display: string): Coding => ({ system: SYSTEM.staffRole, code, display })
const ROLE: Readonly<Record<StaffRole, Coding>> = {
  agent: coding('agent', 'support agent'),
  officer: coding('officer', 'privacy officer'),
  supervisor: coding('supervisor', 'support supervisor'),
}
