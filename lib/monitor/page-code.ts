import { isUtf8 } from 'node:buffer'
import { type DefaultTreeAdapterTypes, html, parse } from 'parse5'
import type { Manifest } from '#lib/history/release.ts'
import { dataFindings } from './page-data.ts'
import { elementFindings, iconFile, isFile } from './page-files.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const NONCE = /'nonce-([A-Za-z0-9+/]{24,}={0,2})'/

export type PageAnswer = { readonly bytes: Buffer; readonly headers: Headers }

export type PageCode = {
  /** What would run, or decide what runs, and is not in the manifest. */
  readonly findings: readonly string[]
  /** Icons that the page names with a query: what is there must have this hash. */
  readonly icons: ReadonlyMap<string, string>
}

/**
 * Reads a page as a browser would. Nothing is found if all its code and styles are files of the manifest, at their very paths, under the
 * manifest's policy with one nonce.
 *
 * Not looked at: what the scripts do with the data, and pages behind the log-in.
 */
export function pageCode({ bytes, headers }: PageAnswer, { csp, files }: Manifest): PageCode {
  const policy = headers.get('content-security-policy') ?? ''
  const nonce = NONCE.exec(policy)?.[1]
  const findings = headerFindings(headers, files)
  if (nonce === undefined || policy !== csp.replaceAll("'nonce-'", `'nonce-${nonce}'`))
    findings.push('its Content-Security-Policy is not that of the release')
  if (!isUtf8(bytes)) findings.push('it is not in UTF-8')
  const icons = new Map<string, string>()
  const inline: Element[] = []
  for (const element of elements(parse(bytes.toString(), { sourceCodeLocationInfo: true }))) {
    const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]))
    for (const [name, value] of attributes) {
      if (name.startsWith('on')) findings.push(`it has a script in the attribute ${name}`)
      if (/^[\s\0-\x20]*javascript:/i.test(value)) findings.push(`it has a script in an address (${name})`)
    }
    findings.push(...elementFindings(element.tagName, attributes, files).map((finding) => `it has ${finding}`))
    const icon = element.tagName === 'link' ? iconFile(attributes, files) : undefined
    if (icon !== undefined) icons.set(attributes.get('href') ?? '', files.get(icon) ?? '')
    if (isTemplate(element) && [...elements(element.content)].some(isScript)) findings.push('it has a script in a template')
    if (!isScript(element)) continue
    if (element.namespaceURI !== html.NS.HTML) findings.push('it has a script that is no HTML')
    if (attributes.get('nonce') !== nonce) findings.push('it has a script with another nonce than its policy’s')
    if (!attributes.has('src')) inline.push(element)
  }
  // Scripts run in the order of the text, which the tree need not have: what is misplaced in a table moves before it.
  inline.sort((a, b) => startOf(a) - startOf(b))
  return { findings: [...findings, ...dataFindings(inline.map(textOf), files)], icons }
}

/** What a header can do to a page that its HTML cannot say. */
function headerFindings(headers: Headers, files: Manifest['files']): string[] {
  const findings: string[] = []
  if (headers.get('content-type') !== 'text/html; charset=utf-8') findings.push('its Content-Type is not text/html; charset=utf-8')
  if (headers.has('refresh')) findings.push('it has a header Refresh')
  for (const [, address] of (headers.get('link') ?? '').matchAll(/<([^>]*)/g))
    if (address !== '/' && !isFile(address, files)) findings.push(`it has a header Link to ${address}, which is not in the release`)
  return findings
}

function* elements(node: Node): Generator<Element> {
  if ('tagName' in node) yield node
  if ('content' in node) yield* elements(node.content)
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child)
}

function isScript({ tagName }: Element): boolean {
  return tagName === 'script'
}

function isTemplate(element: Element): element is DefaultTreeAdapterTypes.Template {
  return 'content' in element
}

function startOf({ sourceCodeLocation }: Element): number {
  return sourceCodeLocation?.startOffset ?? 0
}

function textOf({ childNodes }: Element): string {
  return childNodes.map((child) => ('value' in child ? child.value : '')).join('')
}
