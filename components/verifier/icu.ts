/**
 * ICU messages without a library: as much of them as our message files use, for what must be one small file.
 *
 *     {name}   {count, number}   {count, plural, =0 {none} one {one entry} other {# entries}}   {named, select, yes {…} other {…}}   <b>…</b>
 *
 * A test compares each message of ours with what the pages' library makes of it. Quoting by apostrophes is not read: our texts have none.
 */
export type Part = string | { readonly tag: string; readonly parts: readonly Part[] }
export type Values = Readonly<Record<string, string | number>>
/** What stands where an empty tag is, by its name. */
export type Fills = Readonly<Record<string, readonly Part[]>>

type Scope = { readonly locale: string; readonly values: Values; readonly fills: Fills; readonly number?: number }
type Piece = (scope: Scope) => readonly Part[]

/** Reads a message. @throws {SyntaxError} if it is none of the above. */
export function parseMessage(text: string): (locale: string, values?: Values, fills?: Fills) => readonly Part[] {
  const reader = new Reader(text)
  const message = reader.message()
  if (!reader.ended) throw new SyntaxError(`what closes nothing: ${text}`)
  return (locale, values = {}, fills = {}) => message({ locale, values, fills })
}

export function plain(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : plain(part.parts))).join('')
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get ended(): boolean {
    return this.#at === this.#text.length
  }

  message(): Piece {
    const pieces: Piece[] = []
    for (let piece = this.#piece(); piece; piece = this.#piece()) pieces.push(piece)
    return (scope) => pieces.flatMap((piece) => piece(scope))
  }

  #piece(): Piece | undefined {
    const words = this.#match(/[^{}<#]+/y)
    if (words !== undefined) return () => [words]
    if (this.#match(/#/y)) return ({ locale, number }) => [number === undefined ? '#' : new Intl.NumberFormat(locale).format(number)]
    if (this.#match(/\{\s*/y)) return this.#argument()
    const tag = this.#match(/<\w+>/y)?.slice(1, -1)
    if (tag === undefined) return undefined
    const inner = this.message()
    this.#expect(new RegExp(`</${tag}>`, 'y'))
    return (scope) => scope.fills[tag] ?? [{ tag, parts: inner(scope) }]
  }

  #argument(): Piece {
    const name = this.#expect(/\w+/y)
    const kind = this.#match(/\s*,\s*(?:number|plural|select)/y)?.replace(/\W/g, '')
    if (kind === undefined || kind === 'number') {
      this.#expect(/\s*\}/y)
      return ({ locale, values }) => [value(locale, values[name], kind)]
    }
    this.#expect(/\s*,\s*/y)
    const branches = new Map<string, Piece>()
    for (let key = this.#key(); key !== undefined; key = this.#key()) {
      branches.set(key, this.message())
      this.#expect(/\}\s*/y)
    }
    this.#expect(/\}/y)
    return (scope) => {
      const given = scope.values[name]
      if (kind === 'select') return (branches.get(String(given)) ?? branches.get('other') ?? nothing)(scope)
      const number = Number(given)
      return (pluralBranch(branches, scope.locale, number) ?? branches.get('other') ?? nothing)({ ...scope, number })
    }
  }

  #key(): string | undefined {
    return this.#match(/=?[\w-]+\s*\{/y)?.replace(/\s*\{$/, '')
  }

  #expect(what: RegExp): string {
    const found = this.#match(what)
    if (found === undefined) throw new SyntaxError(`${what.source} expected at ${this.#at}: ${this.#text}`)
    return found
  }

  #match(what: RegExp): string | undefined {
    what.lastIndex = this.#at
    const found = what.exec(this.#text)?.[0]
    this.#at += found?.length ?? 0
    return found
  }
}

function pluralBranch(branches: ReadonlyMap<string, Piece>, locale: string, value: number): Piece | undefined {
  return branches.get(`=${value}`) ?? branches.get(new Intl.PluralRules(locale).select(value))
}

/** As a number if it is to be one, else as it is. */
function value(locale: string, given: string | number | undefined, kind: string | undefined): string {
  return typeof given === 'number' && kind === 'number' ? new Intl.NumberFormat(locale).format(given) : String(given ?? '')
}

const nothing: Piece = () => []
