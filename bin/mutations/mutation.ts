/** One change of one check: `find` stands once in `file`, and with `replace` in its place one of `tests` must fail. */
export type Mutation = { readonly file: string; readonly find: string; readonly replace: string; readonly tests: readonly string[] }

type Change = readonly [find: string, replace: string]

/** Changes of one file, all of which the same tests must find. */
export function of(file: string, tests: readonly string[], changes: readonly Change[]): Mutation[] {
  return changes.map(([find, replace]) => ({ file, find, replace, tests }))
}
