import type { Env } from '#lib/env.ts'
import { AppError } from './app-error.ts'

type Settings = Pick<Env<'web'>, 'WEB_ORIGIN' | 'SECURITY_CONTACT' | 'SECURITY_EXPIRES'>

/**
 * Whom to tell of a weakness, as RFC 9116 writes it. Public. The expiry is the operator’s: one that moved by itself would never say that
 * nobody looks after this any more.
 *
 * @throws {AppError} `not-found` where the operator has not said both whom and until when.
 */
export function securityText({ WEB_ORIGIN, SECURITY_CONTACT, SECURITY_EXPIRES }: Settings): string {
  if (SECURITY_CONTACT === undefined || SECURITY_EXPIRES === undefined) throw new AppError('not-found')
  return [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${SECURITY_EXPIRES}`,
    `Canonical: ${WEB_ORIGIN}/.well-known/security.txt`,
    'Preferred-Languages: en',
    '',
  ].join('\n')
}
