import { notFound } from 'next/navigation'
import { cache } from 'react'
import { env } from '#lib/env.ts'
import type { Coding, PatientIdentifier } from '#lib/event/access-event.ts'
import { SYSTEM } from '#lib/event/codes.ts'
import type { Representation, RepresentationKind } from '#lib/event/representation.ts'
import { AppError } from './app-error.ts'
import { database } from './database.ts'
import type { PortalLook } from './portal.ts'
import { forPage } from './problem.ts'
import { Representations, type Represented } from './representations.ts'
import { patientOrLogIn, requirePatient } from './session.ts'
import type { Session } from './sessions.ts'

/** Whose list is read, in which session, and what that look is in the list. */
export type Subject = {
  readonly visit: string
  readonly identifier: PatientIdentifier
  readonly look: Pick<PortalLook, 'actor' | 'purpose'>
}

type Asked = { readonly acting?: string | undefined; readonly visit?: string | undefined }

/**
 * The person whose list the caller may read: themself, or with `acting` the person of that representation.
 *
 * @throws {AppError} `not-logged-in`; `not-found` for a representation that is another's, is none, or does not stand now.
 */
export async function requireSubject({ acting, visit }: Asked): Promise<Subject> {
  const session = await requirePatient({ visit })
  if (acting === undefined) return { ...session, look: { actor: { kind: 'patient' }, purpose: 'PATRQT' } }
  const { identifier, kind } = await represented(session, acting)
  const actor = { kind: 'representative', role: ROLE_OF[kind], name: session.name } as const
  return { visit: session.visit, identifier, look: { actor, purpose: kind === 'parent' ? 'FAMRQT' : 'PWATRNY' } }
}

/** Whether the caller may act by this representation now; asking is no use of the session. @throws as `requireSubject` */
export async function requireActing(acting: string): Promise<void> {
  await represented(await requirePatient({ extend: false }), acting)
}

/** For pages: the caller and the person whom they act for; the log-in page, or the page that says that it cannot be. */
export async function actingOrNotFound(acting: string, path: string): Promise<Session & { readonly person: Represented }> {
  const session = await patientOrLogIn(path)
  const person = await forPage(() => find(session.patient, acting))
  return person ? { ...session, person } : notFound()
}

/** For whom the caller may act and who may act for the caller, now or later. @throws {AppError} `not-logged-in` */
export function people(): Promise<{ readonly actingFor: readonly Representation[]; readonly actedForBy: readonly Representation[] }> {
  return forPage(async () => {
    const { patient } = await requirePatient()
    return { actingFor: await representations().actingFor(patient), actedForBy: await representations().actedForBy(patient) }
  })
}

/** For whom the caller may act today. @throws {AppError} `not-logged-in` */
export async function actingForNow(): Promise<readonly Representation[]> {
  const { patient } = await requirePatient()
  return (await representations().actingFor(patient)).filter(({ begun }) => begun)
}

const ROLE_OF: Readonly<Record<RepresentationKind, Coding>> = {
  parent: { system: SYSTEM.roleCode, code: 'PRN', display: 'parent' },
  guardian: { system: SYSTEM.roleCode, code: 'GUARD', display: 'guardian' },
  mandate: { system: SYSTEM.roleCode, code: 'POWATT', display: 'power of attorney' },
}

async function represented(session: Session, acting: string): Promise<Represented> {
  const person = await find(session.patient, acting)
  if (!person) throw new AppError('not-found')
  return person
}

const find = cache((representative: string, acting: string) => representations().find(representative, acting))

function representations(): Representations {
  const { CHILD_UNTIL_AGE: childUntilAge, TIME_ZONE: timeZone } = env('web')
  return new Representations(database(), { childUntilAge, timeZone })
}
