import { fileVerifier } from '#lib/verify/file-verifier.ts'
import { element } from './dom.ts'
import { mountVerifier } from './mount.ts'
import { type Messages, Texts } from './texts.ts'

/** The single HTML file: all of the page, made here. What it trusts was put in when it was built. */
export function startVerifier(locale: string, messages: Messages, trust: string): void {
  const t = new Texts(locale, messages)
  const place = element('div')
  document.title = t.text('verifier.page.title')
  document.body.replaceChildren(
    element('main', {}, element('h1', {}, t.text('verifier.page.title')), element('p', {}, t.text('verifier.lead')), place),
  )
  mountVerifier(place, t, fileVerifier(trust))
}
