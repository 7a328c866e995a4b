/** A check of one JSON value that is cheap enough for thousands of events in a browser, and needs no code generation (CSP). */
export type Shape<T> = (value: unknown) => value is T

type Members<T> = { readonly [K in keyof T]-?: Shape<Exclude<T[K], undefined>> }
type OptionalKey<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T]

export const text =
  (max: number, pattern?: RegExp): Shape<string> =>
  (value): value is string =>
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= max &&
    value.isWellFormed() &&
    (pattern === undefined || pattern.test(value))

export const oneOf = <T extends string>(...values: readonly T[]): Shape<T> => {
  const known = new Set<unknown>(values)
  return (value): value is T => known.has(value)
}

export const flag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean'

export const index: Shape<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0

export const list =
  <T>(item: Shape<T>, { min }: { min: number }): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length >= min && value.every(item)

/** True for an object with these members and no other, in the order that JCS writes them. */
export const object = <T extends object>(members: Members<T>, optional: readonly OptionalKey<T>[] = []): Shape<T> => {
  const shapes = new Map<string, Shape<unknown>>(Object.entries(members))
  const needed = shapes.size - optional.length
  const optionalKeys = new Set<unknown>(optional)
  return (value): value is T => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    let previous = ''
    let seen = 0
    const record = value as Readonly<Record<string, unknown>>
    for (const key in record) {
      const shape = shapes.get(key)
      if (shape === undefined || key <= previous || !shape(record[key])) return false
      if (!optionalKeys.has(key)) seen++
      previous = key
    }
    return seen === needed
  }
}

export const either =
  <A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> =>
  (value): value is A | B =>
    a(value) || b(value)
