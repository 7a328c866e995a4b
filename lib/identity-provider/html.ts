import { createHash } from 'node:crypto'

/** Text that is safe inside an element or a quoted attribute. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** `html` escapes whatever is put into it, except what came from `html` itself. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(print)))
}

function print(value: string | Html | readonly Html[]): string {
  if (value instanceof Html) return value.text
  if (typeof value !== 'string') return value.map((part) => part.text).join('')
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const STYLE = `
:root { color-scheme: light dark; --ink: #14212b; --quiet: #3a4a56; --paper: #f6f7f5; --card: #fff; --line: #6d7c87; --act: #0b4f6c; --on-act: #fff; --note: #fff3cf }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f4; --quiet: #c5d0d7; --paper: #12191e; --card: #1b252c; --line: #8798a3; --act: #9fd8ef; --on-act: #0c1418; --note: #3a3113 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 "Atkinson Hyperlegible Next", system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem }
p { max-width: 60ch; margin: 0 0 1rem }
.note { background: var(--note); border-left: .25rem solid var(--line); padding: .75rem 1rem }
ul { list-style: none; margin: 0; padding: 0 }
li { margin: 0 0 .75rem }
button { font: inherit; color: inherit; min-height: 2.75rem; padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); cursor: pointer; overflow-wrap: anywhere }
.person { display: block; width: 100%; text-align: start }
.person span { display: block; color: var(--quiet) }
.person strong { display: block }
.act { background: var(--act); color: var(--on-act); border-color: var(--act); font-weight: 600 }
label { display: block; font-weight: 600 }
input { font: inherit; color: inherit; background: var(--card); width: 100%; max-width: 20rem; min-height: 2.75rem; padding: .5rem .75rem; margin: .25rem 0 1rem; border: 1px solid var(--line); border-radius: .5rem }
label.choice { display: flex; gap: .75rem; align-items: center; font-weight: 400; margin: 0 0 1rem }
.choice input { width: 1.5rem; min-height: 1.5rem; margin: 0; flex: none }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px }
.wrong { font-weight: 600 }
`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

export type Page = { readonly title: string; readonly body: Html; readonly formTargets: readonly string[] }

type Response = { body: unknown; set(headers: Record<string, string>): void }

/** Sends a whole page. It has no script at all; its forms lead here and, after log-in, to `formTargets`. */
export function sendPage(response: Response, { title, body, formTargets }: Page): void {
  const document = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title} · Demonstration log-in</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style></head>
<body><main>${body}</main></body>
</html>
`
  const forms = ["'self'", ...formTargets].join(' ')
  response.body = document.text
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; img-src data:; style-src 'sha256-${STYLE_HASH}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
}
