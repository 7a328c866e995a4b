import format, { type CompiledMessage } from 'icu-minify/format'

/** A message in words. What it marks with a tag stays marked, so that a page can show it and a file can say it plainly. */
export type Part = string | { readonly tag: string; readonly parts: readonly Part[] }
export type Values = Readonly<Record<string, string | number>>
/** What stands where a tag is, by its name. */
export type Fills = Readonly<Record<string, readonly Part[]>>

type Filled = Part | readonly Part[]

const formatters = {
  getDateTimeFormat: kept((...given: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...given)),
  getNumberFormat: kept((...given: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...given)),
  getPluralRules: kept((...given: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...given)),
}

/** A message as the build compiled it, filled in. */
export function partsOf(message: CompiledMessage, locale: string, values: Values = {}, fills: Fills = {}): readonly Part[] {
  // What is no value is a tag.
  const given = new Proxy<Record<string, never>>(values as never, {
    get: (all, name: string) => all[name] ?? ((inner: readonly Part[]): Filled => fills[name] ?? { tag: name, parts: inner }),
  })
  return [format<Filled>(message, locale, given, { formatters })].flat(2)
}

export function plain(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : plain(part.parts))).join('')
}

/** To make one takes long, and a list of thousands of entries asks for the same few. */
function kept<Given extends readonly unknown[], Made>(make: (...given: Given) => Made): (...given: Given) => Made {
  const known = new Map<string, Made>()
  return (...given) => {
    const key = JSON.stringify(given)
    const made = known.get(key) ?? make(...given)
    known.set(key, made)
    return made
  }
}
