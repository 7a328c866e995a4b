import type { IncomingMessage } from 'node:http'
import type Provider from 'oidc-provider'
import type { Interaction, InteractionResults } from 'oidc-provider'
import { LEVELS, type ProviderSettings, STAFF_SCOPE } from './configuration.ts'
import { sendPage } from './html.ts'
import { logInPage, messagePage } from './log-in-page.ts'
import { personCode } from './people.ts'

const LOG_IN = /^\/log-in\/([A-Za-z0-9_-]+)$/
const BODY_LIMIT = 4096

/** The page where somebody says who they are, and what follows from their answer. The log-in under way is the one of their cookie. */
export function logInRoute(provider: Provider, { people, staff = [], web, apps = [] }: ProviderSettings): Parameters<Provider['use']>[0] {
  return async (ctx, next) => {
    const uid = LOG_IN.exec(ctx.path)?.[1]
    if (!uid) return next()
    const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined)
    if (interaction?.uid !== uid) {
      ctx.status = 400
      return sendPage(ctx, messagePage('This log-in has run out', 'Go back to where you came from and log in again.'))
    }
    const result = await answer(ctx.req, interaction)
    if (typeof result === 'string' || result === undefined) {
      ctx.status = result === undefined ? 200 : 422
      const app = apps.find(({ clientId }) => clientId === interaction.params.client_id)
      const origin = app ? new URL(app.redirectUri).origin : web.origin
      const working = isOfStaff(interaction)
      const offered = { people: working ? staff : people, working }
      return sendPage(ctx, logInPage({ action: ctx.path, client: 'Sightline', origin, app: app?.name, ...offered, wrong: result }))
    }
    ctx.respond = false
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
  }
}

/** Undefined as long as nothing was answered; a text that was typed and is no personal code; or how the log-in ends. */
async function answer(request: IncomingMessage, interaction: Interaction): Promise<InteractionResults | string | undefined> {
  if (!levelOffered(interaction)) return { error: 'unmet_authentication_requirements', error_description: 'that level is not offered' }
  if (request.method !== 'POST') return undefined
  const form = await readForm(request)
  if (form.has('cancel')) return { error: 'access_denied', error_description: 'the log-in was cancelled' }
  const typed = form.get('code') ?? ''
  const code = personCode(typed)
  const acr = isOfStaff(interaction) && form.has('weak') ? 'low' : 'high'
  return code ? { login: { accountId: `EE${code}`, acr, amr: ['mID'] } } : typed
}

function isOfStaff({ params }: Interaction): boolean {
  return String(params.scope).split(' ').includes(STAFF_SCOPE)
}

// Everybody is known at level `high`, which is never below what was asked, unless that is no level we know. Staff may also try what less does.
function levelOffered({ params }: Interaction): boolean {
  const asked = typeof params.acr_values === 'string' ? params.acr_values.split(' ') : []
  return asked.length === 0 || asked.some((level) => LEVELS.some((known) => known === level))
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > BODY_LIMIT) break
  }
  return new URLSearchParams(text)
}
