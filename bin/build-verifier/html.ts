import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { compiled, type Written } from '#components/verifier/compiled.ts'
import { type Messages, Texts, verifierMessages } from '#components/verifier/texts.ts'
import { parseTrust } from '#lib/history/trust.ts'
import { LANGUAGES } from '#lib/languages.ts'

const FONT = '@import "@fontsource-variable/atkinson-hyperlegible-next/wght.css";'

/**
 * The small verifier as one HTML file: script, style, font, the texts of all languages and the trust file in it, and a policy that lets it
 * fetch nothing. The same sources and trust file give the same bytes, wherever `root` is and whenever it is built.
 *
 * @throws {VerificationError} `malformed` for what is no trust file.
 */
export async function verifierHtml(root: string, trust: string): Promise<Buffer> {
  parseTrust(trust)
  const messages = Object.keys(LANGUAGES).map((language) => {
    const all = JSON.parse(read(root, join('messages', `${language}.json`))) as Written
    return [language, verifierMessages(compiled(all))] as const
  })
  const given = [Object.fromEntries(messages), trust].map((value) => JSON.stringify(value)).join(',')
  const script = await bundle(root, `import { startVerifier } from '#components/verifier/standalone.ts'\nstartVerifier(${given})`, 'ts')
  const sheets = ['components/verifier/standalone.css', 'components/verifier/verifier.css'].map((file) => read(root, file))
  const style = await bundle(root, `${FONT}\n${shared(read(root, 'app/globals.css'))}\n${sheets.join('\n')}`, 'css')
  const policy = `default-src 'none'; script-src '${hashOf(script)}'; style-src '${hashOf(style)}'; font-src data:; base-uri 'none'; form-action 'none'`
  return Buffer.from(
    `<!doctype html>
<html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Sightline</title>
<style>${style}</style>
<body><noscript>${messages.map(noScript).join('')}</noscript>
<script>${script}</script>
`,
  )
}

function noScript([language, messages]: readonly [string, Messages]): string {
  const text = new Texts(language, messages).text('verifier.noScriptFile')
  return `<p lang="${language}">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`
}

/** Colours, light, dark and printed: each `:root` rule of the pages' style sheet, in the media that it stands in; and its two rules of focus. */
function shared(css: string): string {
  const colours = [...css.matchAll(/^(?:@media ([^{]+) \{\n\s+)?:root \{([^}]*)\}/gm)]
  const focus = [...css.matchAll(/^ {2}(?:\[tabindex="-1"\]:focus|:focus-visible) \{[^}]*box-shadow[^}]*\}/gm)]
  if (colours.length !== 3 || focus.length !== 2)
    throw new Error('app/globals.css has colours for light, dark and print, and two rules of focus')
  const tokens = colours.map(([, media, rules]) => (media ? `@media ${media}{:root{${rules}}}` : `:root{${rules}}`))
  return [...tokens, ...focus.map(([rule]) => rule)].join('\n')
}

async function bundle(root: string, contents: string, loader: 'ts' | 'css'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: resolve(root) },
    absWorkingDir: resolve(root),
    bundle: true,
    write: false,
    minify: true,
    charset: 'utf8',
    format: 'iife',
    target: 'es2022',
    legalComments: 'inline',
    loader: { '.woff2': 'dataurl' },
    tsconfigRaw: {},
  })
  const text = outputFiles[0]?.text.trim() ?? ''
  // What would end the element early, or hide its end, must not stand in it.
  if (text === '' || /<\/(script|style)|<!--/i.test(text)) throw new Error('what was bundled cannot stand in an HTML file')
  return text
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
