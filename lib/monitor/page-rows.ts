import type { Manifest } from '#lib/history/release.ts'
import { type Row, within } from './flight.ts'
import { elementFindings, isFile } from './page-files.ts'

type Files = Manifest['files']

const REFERENCE = /^\$L?(0|[1-9a-f][0-9a-f]{0,6})$/
const BETWEEN = /[\s"'<>()]+/
const CODE = /[/\\].*\.(?:m?js|css)(?![\w-])/i

/** What rows of data hold that would load what is not in the release, or that hides what it is. */
export function rowFindings(rows: readonly Row[], files: Files): string[] {
  /** Whether all rows that a text such as `"$6"` can mean are so. */
  const means = (text: unknown, test: (row: Row) => boolean) => {
    const id = REFERENCE.exec(String(text))?.[1]
    return id !== undefined && rows.every((row) => row.id !== id || test(row))
  }
  const isChunk = (chunk: unknown) => isFile(chunk, files) || means(chunk, ({ value }) => isFile(value, files))
  const isComponent = (type: unknown) => isSymbol(type) || means(type, ({ tag, value }) => tag === 'I' || (tag === '' && isSymbol(value)))

  const ofRow = ({ tag, value }: Row): string[] => {
    const [first, second] = Array.isArray(value) ? value : [value]
    if (tag.startsWith('H')) return first === '/' || isFile(first, files) ? [] : [unknownFile(first)]
    if (tag !== 'I') return [...within(value)].flatMap(ofValue)
    return Array.isArray(second) ? second.filter((chunk) => !isChunk(chunk)).map(unknownFile) : ['a component without its files']
  }
  const ofValue = (value: unknown): string[] => {
    if (typeof value === 'string') return textFindings(value, files)
    if (!Array.isArray(value)) return Object.hasOwn(Object(value), 'dangerouslySetInnerHTML') ? ['HTML of their own'] : []
    const [mark, type, , properties] = value
    if (mark !== '$' || isComponent(type)) return []
    return typeof type === 'string' && !type.startsWith('$') ? ofElement(type, properties) : ['an element in disguise']
  }
  const ofElement = (type: string, properties: unknown): string[] => {
    const attributes = Object.entries(Object(properties)).map(([name, value]) => [name.toLowerCase(), value] as const)
    const name = type.toLowerCase()
    const found = elementFindings(name, new Map(attributes), files)
    const unclear = typeof properties === 'string' || (name === 'script' && !attributes.some(([one]) => one === 'src'))
    return unclear ? [...found, `an element <${name}> in disguise`] : found
  }
  return rows.flatMap(ofRow)
}

export function unknownFile(address: unknown): string {
  return `the address ${address}, which is not in the release`
}

function isSymbol(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('$S')
}

function textFindings(text: string, files: Files): string[] {
  if (text === '$') return ['an element in disguise']
  if (text.startsWith('NEXT_REDIRECT')) return ['a way that leads elsewhere']
  return text
    .split(BETWEEN)
    .filter((word) => CODE.test(word) && !files.has(word))
    .map(unknownFile)
}
