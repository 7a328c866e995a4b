import type { Manifest } from '#lib/history/release.ts'

type Files = Manifest['files']
/** By name, in lower case. In the data of a page a value may be anything. */
type Attributes = ReadonlyMap<string, unknown>

/** Elements that bring in other documents or rules, move where addresses lead, or are read in one way by some browsers and in another by others. */
const FORBIDDEN = new Set(['iframe', 'frame', 'object', 'embed', 'applet', 'base', 'portal', 'style', 'select'])
const OF_FILE = new Set(['src', 'async', 'nomodule', 'nonce'])
const OF_DATA = new Set(['id', 'nonce'])
const ICON = /^([^?]+)\?/

/** True of the very path of a file in the release: a query, another spelling or another site is another file. */
export function isFile(address: unknown, files: Files): address is string {
  return typeof address === 'string' && files.has(address)
}

/** The path of a linked icon’s file. The framework names an icon with a query: whoever compares must ask for it with that query. */
export function iconFile(attributes: Attributes, files: Files): string | undefined {
  const path = attributes.get('rel') === 'icon' ? ICON.exec(String(attributes.get('href')))?.[1] : undefined
  return isFile(path, files) ? path : undefined
}

/** What is wrong with an element, be it in the page or in its data. A script’s nonce and text are for others to look at. */
export function elementFindings(name: string, attributes: Attributes, files: Files): string[] {
  if (FORBIDDEN.has(name)) return [`an element <${name}>`]
  if (name === 'meta' && (attributes.has('http-equiv') || attributes.has('httpequiv'))) return ['a <meta http-equiv>']
  if (name === 'link') {
    const address = attributes.get('href')
    return isFile(address, files) || iconFile(attributes, files) ? [] : [`a link to ${address}, which is not in the release`]
  }
  if (name !== 'script') return []
  const source = attributes.get('src')
  const allowed = attributes.has('src') ? OF_FILE : OF_DATA
  return [
    ...[...attributes.keys()].filter((one) => !allowed.has(one)).map((one) => `a script with the attribute ${one}`),
    ...(attributes.has('src') && !isFile(source, files) ? [`the script ${source}, which is not in the release`] : []),
  ]
}
