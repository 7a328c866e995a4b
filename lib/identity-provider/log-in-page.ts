import { type Html, html, type Page } from './html.ts'
import type { Person } from './people.ts'

export type LogInPage = {
  /** Where the forms are sent. */
  readonly action: string
  /** Whom one logs in to, and where that is. */
  readonly client: string
  readonly origin: string
  /** Set for an app of the person's own: what it asks for needs their consent. */
  readonly app?: string | undefined
  readonly people: readonly Person[]
  /** They log in to work here. */
  readonly working: boolean
  /** What was typed when it was not a personal code. */
  readonly wrong: string | undefined
}

export function logInPage({ action, client, origin, app, people, working, wrong }: LogInPage): Page {
  const error =
    wrong === undefined
      ? ''
      : html`<p class="wrong" id="wrong">“${wrong}” is not a personal code. It has 11 digits, such as 38001085718.</p>`
  const described = wrong === undefined ? '' : html` aria-invalid="true" aria-describedby="wrong" autofocus`
  return {
    title: wrong === undefined ? `Log in to ${client}` : `Error: log in to ${client}`,
    formTargets: [origin],
    body: html`
<h1>Log in to ${client}</h1>
<p class="note">This is a demonstration. It stands where a national electronic identity would ask for your card or phone. Everybody here is invented, and nobody asks for a password.</p>
${app === undefined ? '' : consent(app)}
${
  people.length === 0
    ? ''
    : html`<h2>${working ? 'Choose who you are at work' : 'Choose who you are'}</h2>
<form method="post" action="${action}"><ul>${people.map(personButton)}</ul></form>`
}
<h2>${people.length === 0 ? 'Type' : 'Or type'} a personal code</h2>
<form method="post" action="${action}">
${error}<label for="code">Personal code, 11 digits</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" required maxlength="20" value="${wrong ?? ''}"${described}>
${working ? WEAK : ''}<button class="act">Log in</button>
</form>
<h2>Changed your mind?</h2>
<form method="post" action="${action}"><button name="cancel" value="yes">Go back without logging in</button></form>`,
  }
}

const WEAK = html`<label class="choice"><input type="checkbox" name="weak" value="yes"> With a weak means, to see that staff need a strong one</label>
`

function consent(app: string): Html {
  return html`<h2>What ${app} asks for</h2>
<p><strong>${app} wants to read who looked at your health record</strong>, when, at what and why. That is health data. It is no part of Sightline, and nobody here has checked it. By logging in you allow it for a few minutes; after that it must ask again. It cannot change anything.</p>`
}

function personButton({ code, givenName, familyName, story }: Person): Html {
  return html`<li><button class="person" name="code" value="${code}"><strong>${givenName} ${familyName}</strong> <span>${story}</span></button></li>`
}

export function messagePage(title: string, message: string, more: Html | string = ''): Page {
  return { title, formTargets: [], body: html`<h1>${title}</h1><p>${message}</p>${more}` }
}
