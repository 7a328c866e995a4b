import type Provider from 'oidc-provider'
import { loggedOutPage, type ProviderSettings } from './configuration.ts'
import { sendPage } from './html.ts'
import { messagePage } from './log-in-page.ts'

/** RP-initiated log-out. Nobody is logged in here, so that all there is to do is to let them go back, and only to our own service. */
export function logOutRoute(provider: Provider, { web }: ProviderSettings): Parameters<Provider['use']>[0] {
  const path = provider.pathFor('end_session')
  return async (ctx, next) => {
    if (ctx.path !== path) return next()
    const { client_id, post_logout_redirect_uri: back } = ctx.query
    if (back === undefined) return sendPage(ctx, messagePage('You are logged out', 'You can close this page.'))
    if (client_id !== web.clientId || back !== loggedOutPage(web.origin)) {
      ctx.status = 400
      return sendPage(ctx, messagePage('You are logged out', 'The address that you came with is not one of ours; it was not followed.'))
    }
    ctx.redirect(loggedOutPage(web.origin))
    ctx.status = 303
  }
}
