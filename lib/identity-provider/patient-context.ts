import type Provider from 'oidc-provider'
import { APP_SCOPE } from './configuration.ts'

/** SMART App Launch 2: beside an app's access token stands which patient it is for. */
export const patientContext: Parameters<Provider['use']>[0] = async (ctx, next) => {
  await next()
  const { route, entities } = ctx.oidc ?? {}
  const body = ctx.body as { scope?: string } | undefined
  if (route === 'token' && entities?.Account && body?.scope?.split(' ').includes(APP_SCOPE))
    Object.assign(body, { patient: entities.Account.accountId })
}
