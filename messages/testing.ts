import { readFileSync } from 'node:fs'
import { LANGUAGES, type Language } from '#lib/languages.ts'

export type Messages = { readonly [key: string]: string | Messages }

/** What a message leaves open: a tag, or a place in braces with its branches, if it has any. */
export type Place = { readonly name: string; readonly kind: string; readonly branches: ReadonlyMap<string, string> }

export const ALL = Object.keys(LANGUAGES) as readonly Language[]

export function messagesOf(language: Language): Messages {
  return JSON.parse(readFileSync(new URL(`${language}.json`, import.meta.url), 'utf8'))
}

export function leaves(of: Messages, path: readonly string[] = []): readonly (readonly [key: string, text: string])[] {
  return Object.entries(of).flatMap(([key, value]) =>
    typeof value === 'string' ? [[[...path, key].join('.'), value] as const] : leaves(value, [...path, key]),
  )
}

/** All places of a message, those in the branches of others too. */
export function placesOf(text: string): readonly Place[] {
  const places: Place[] = [...text.matchAll(/<(\w+)>/g)].map(([, name = '']) => ({ name, kind: 'tag', branches: new Map() }))
  for (const { inside } of braces(text)) {
    const [, name = '', kind = 'text', rest = ''] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*(?:,([\s\S]*))?)?$/.exec(inside) ?? []
    const branches = new Map(braces(rest).map(({ before, inside }) => [before.trim(), inside]))
    places.push({ name, kind, branches }, ...[...branches.values()].flatMap(placesOf))
  }
  return places
}

/** What stands in the outer braces of a text, and what stands before each. */
function braces(text: string): readonly { readonly before: string; readonly inside: string }[] {
  const found: { before: string; inside: string }[] = []
  let depth = 0
  let from = 0
  let before = ''
  for (const [at, sign] of [...text].entries()) {
    if (sign === '{' && depth++ === 0) {
      before = text.slice(from, at)
      from = at + 1
    } else if (sign === '}' && --depth === 0) {
      found.push({ before, inside: text.slice(from, at) })
      from = at + 1
    }
  }
  return found
}
