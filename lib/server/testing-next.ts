import { registerHooks } from 'node:module'
import { encode } from 'next-auth/jwt'
import type { StaffRole } from '#lib/dispute/roles.ts'
import { env } from '#lib/env.ts'
import { cookie } from './auth.ts'
import { jar } from './testing-visitor.ts'
import type { StaffToken } from './token.ts'

const VISITOR = new URL('testing-visitor.ts', import.meta.url).href
const IN_PLACE_OF: Readonly<Record<string, string>> = {
  'next/headers': VISITOR,
  'next-auth': VISITOR,
  'next/navigation': 'next/navigation.js',
}

// What runs inside of Next is loaded by `import()` after this, and finds the cookies of `testing-visitor.ts`.
registerHooks({ resolve: (specifier, context, next) => next(IN_PLACE_OF[specifier] ?? specifier, context) })

/** From now on the browser sends this session cookie. */
export async function bring(token: object, secret = env('web').SESSION_SECRET): Promise<void> {
  jar.set(cookie(env('web').WEB_ORIGIN, 'session').name, await encode({ token: { ...token }, secret }))
}

/** Somebody who is registered logs in, and their browser keeps the session. */
export async function logIn(sub: string, role: StaffRole): Promise<StaffToken> {
  const { setUpStaff } = await import('./staff.ts')
  const token = await setUpStaff().sessions.start({ sub, acr: 'high', auth_time: Date.now() / 1000, roles: [role] })
  await bring(token)
  return token
}
