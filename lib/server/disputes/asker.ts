import { patientSnapshot, type Snapshot } from '#lib/db/prisma.ts'
import { patientKey } from '#lib/ledger/patient.ts'
import { database } from '../database.ts'
import { recordPortalLook } from '../portal.ts'
import { requirePatient } from '../session.ts'
import { requireSubject, type Subject } from '../subject.ts'
import type { Author } from './drafts.ts'

/** Who asks about whose list: a person about their own, or with `acting` somebody who acts for them. */
export type Asker = Author & Subject & { readonly as: 'patient' | 'representative'; readonly name: string }

type Asking = { readonly acting?: string | undefined; readonly visit?: string | undefined }

/** @throws as `requireSubject` */
export async function requireAsker({ acting, visit }: Asking): Promise<Asker> {
  const { patient: author, name } = await requirePatient({ visit })
  const { identifier, look, ...subject } = await requireSubject({ acting, visit })
  return {
    ...{ author, name, identifier, look, visit: subject.visit },
    patient: patientKey(identifier),
    as: acting === undefined ? 'patient' : 'representative',
  }
}

/** One transaction that sees the rows of the person whose list it is. */
export function asAsker<T>({ patient }: Author, work: (tx: Snapshot) => Promise<T>): Promise<T> {
  return patientSnapshot(database(), patient, work, 'ReadCommitted')
}

/** Commits that the asker looks at the list; only then may any of its entries be sent. */
export function recordAskersLook({ visit: session, identifier: patient, look }: Asker): Promise<void> {
  return recordPortalLook({ session, patient, ...look })
}

/** Where the pages about this list begin. */
export const placeOf = (acting: string | undefined): string => (acting === undefined ? '' : `/for/${encodeURIComponent(acting)}`)
