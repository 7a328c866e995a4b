import { LIMIT } from './access-event.ts'
import { cut } from './fhir-reference.ts'
import { hasHidden } from './visible.ts'

const ENTITIES = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }))

/** The words of a FHIR narrative, without its marks: the record system's own sentence, shown as a quotation. At most 1,000 characters. */
export function plainText(
  narrative: { readonly status?: string | undefined; readonly div?: string | undefined } | undefined,
): string | undefined {
  if (narrative?.div === undefined || narrative.status === 'empty') return undefined
  // A tag ends before the next `<`, so that no text is read more than once, however many are left open.
  const words = withoutComments(narrative.div)
    .replace(/<\/?(?:b|i|em|strong|span|a|code|small|sub|sup|tt)\b[^<>]*>/gi, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi,
      (whole, decimal, hex, name) => ENTITIES.get(name) ?? character(decimal, hex) ?? whole,
    )
    .replace(/\s+/g, ' ')
    .trim()
  return cut(words.toWellFormed(), LIMIT.text) || undefined
}

function withoutComments(xml: string): string {
  const [last = '', ...closed] = xml.split('-->').reverse()
  const before = closed.reverse().map((part) => {
    const start = part.indexOf('<!--')
    return start < 0 ? `${part}-->` : `${part.slice(0, start)} `
  })
  return before.join('') + last
}

function character(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16)
  if (!(code > 0 && code <= 0x10ffff)) return undefined
  const one = String.fromCodePoint(code)
  return hasHidden(one) && !/\s/.test(one) ? undefined : one
}
