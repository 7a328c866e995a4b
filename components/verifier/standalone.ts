import { chooseLanguage, isLanguage, LANGUAGES, type Language } from '#lib/languages.ts'
import { fileVerifier } from '#lib/verify/file-verifier.ts'
import { element } from './dom.ts'
import { type Mounted, mountVerifier } from './mount.ts'
import { type Messages, Texts } from './texts.ts'

/**
 * The single HTML file: all of the page, made here, in the language that the browser asks for first or that somebody chooses. What it
 * trusts was put in when it was built.
 */
export function startVerifier(messages: Readonly<Record<Language, Messages>>, trust: string): void {
  const verifier = fileVerifier(trust)
  let mounted: Mounted | undefined

  const show = (language: Language) => {
    const t = new Texts(LANGUAGES[language].locale, messages[language])
    const place = element('div')
    const given = mounted?.file()
    mounted?.remove()
    document.documentElement.lang = t.locale
    document.title = t.text('verifier.page.title')
    document.body.replaceChildren(
      element(
        'main',
        {},
        switchOf(t, language, show),
        element('h1', {}, t.text('verifier.page.title')),
        element('p', {}, t.text('verifier.lead')),
        place,
      ),
    )
    mounted = mountVerifier(place, t, verifier, given)
  }
  show(chooseLanguage('', navigator.languages.join(',')))
}

/** Each language named in itself. Whoever chooses one by the keyboard finds it again. */
function switchOf(t: Texts, current: Language, show: (language: Language) => void): HTMLElement {
  const buttons = Object.entries(LANGUAGES).map(([lang, { name }]) => {
    const choose = () => {
      if (!isLanguage(lang)) return
      show(lang)
      document.querySelector<HTMLElement>('.verifier-languages [aria-current]')?.focus()
    }
    const button = element('button', { type: 'button', lang, onclick: choose }, name)
    if (lang === current) button.setAttribute('aria-current', 'true')
    return button
  })
  const all = element('div', { className: 'verifier-languages verifier-screen' }, ...buttons)
  all.setAttribute('role', 'group')
  all.setAttribute('aria-label', t.text('verifier.language'))
  return all
}
