import { matchesData, matchesDays, matchesEmergency, matchesReason, matchesShow } from '#lib/event/look-filter.ts'
import { activeGroups, type Filter, GROUPS, type Group, NAMES, type NameKind } from './filter.ts'
import { wordsOf } from './fold.ts'
import type { Row } from './row.ts'
import { factsOf, type Name, type RowFacts } from './row-facts.ts'

/** Entries of one value; `unproven` are those that this browser has not verified, whoever looked. */
export type Tally = { people: number; automatic: number; unproven: number }

/** `at` is the history index by which an address says it. */
export type NameOption = Name & { readonly at: number }

/** A list, and what can be said of it whatever is asked. */
type Searchable = {
  readonly rows: readonly Row[]
  readonly facts: readonly RowFacts[]
  readonly names: { readonly [kind in NameKind]: ReadonlyMap<string, NameOption> }
  /** The first and the last month. */
  readonly months: { readonly first: string; readonly last: string } | undefined
}

export type Found = Pick<Searchable, 'names' | 'months'> & {
  readonly rows: readonly Row[]
  /** For each kind of choice, how many entries each value would leave with everything else as it is chosen. Days are counted by month. */
  readonly counts: { readonly [group in Group]: ReadonlyMap<string, Tally> }
}

export const total = ({ people, automatic, unproven }: Tally): number => people + automatic + unproven

export function prepare(rows: readonly Row[], timeZone: string): Searchable {
  const facts = rows.map((row) => factsOf(row, timeZone))
  const names = {
    person: new Map<string, NameOption>(),
    organisation: new Map<string, NameOption>(),
    system: new Map<string, NameOption>(),
  }
  let [first, last] = ['9999-99', '']
  rows.forEach(({ historyIndex }, i) => {
    for (const kind of NAMES) {
      const name = facts[i]?.[kind]
      if (name && historyIndex !== undefined && !names[kind].has(name.key)) names[kind].set(name.key, { ...name, at: historyIndex })
    }
    const month = facts[i]?.day?.slice(0, 7)
    if (month !== undefined && month < first) first = month
    if (month !== undefined && month > last) last = month
  })
  return { rows, facts, names, months: last === '' ? undefined : { first, last } }
}

type Test = readonly [Group, (row: Row, facts: RowFacts) => boolean]

/**
 * One way through the list: which rows are asked for, and what every other choice would give. `textOf` is what a row says, folded. What is
 * hidden is neither shown nor counted, but for the choice that would show it.
 */
export function find(list: Searchable, filter: Filter, textOf: (row: Row) => string, isHidden: (row: Row) => boolean = () => false): Found {
  const { rows, facts, names, months } = list
  const tests = testsOf(list, filter, textOf)
  const shown: Row[] = []
  const counts = Object.fromEntries(GROUPS.map((group) => [group, new Map<string, Tally>()])) as { [group in Group]: Map<string, Tally> }
  rows.forEach((row, i) => {
    const of = facts[i]
    const failed = of && failedOf(tests, row, of)
    if (!of || failed === 'several') return
    const hidden = isHidden(row)
    if (failed === undefined && !hidden) shown.push(row)
    const kind = row.mark !== 'verified' ? 'unproven' : of.shows.includes('automatic') ? 'automatic' : 'people'
    for (const [group, values] of of.values)
      if (failed === undefined || failed === group)
        for (const value of values) if (!hidden || (group === 'show' && value === 'you')) count(counts[group], value, kind)
  })
  return { rows: shown, counts, names, months }
}

/** The kind of choice that alone leaves a row out. */
function failedOf(tests: readonly Test[], row: Row, facts: RowFacts): Group | 'several' | undefined {
  let failed: Group | undefined
  for (const [group, test] of tests) {
    if (test(row, facts)) continue
    if (failed !== undefined) return 'several'
    failed = group
  }
  return failed
}

/** The key of whom an entry of the list names; undefined while that entry is not loaded, or names nobody. */
export function nameAt({ rows, facts }: Searchable, kind: NameKind, at: number | undefined): string | undefined {
  return at === undefined ? undefined : facts[rows.findIndex(({ historyIndex }) => historyIndex === at)]?.[kind]?.key
}

function testsOf(list: Searchable, filter: Filter, textOf: (row: Row) => string): readonly Test[] {
  const words = wordsOf(filter.text ?? '')
  const isNamed = (kind: NameKind): Test[1] => {
    const key = nameAt(list, kind, filter[kind])
    return (_, facts) => key !== undefined && facts[kind]?.key === key
  }
  const tests: { readonly [group in Group]: () => Test[1] } = {
    show: () => (_, facts) => matchesShow(facts, filter),
    emergency: () => (_, facts) => matchesEmergency(facts, filter),
    reason: () => (_, facts) => matchesReason(facts, filter),
    data: () => (_, facts) => matchesData(facts, filter),
    days: () => (_, facts) => matchesDays(facts, filter),
    person: () => isNamed('person'),
    organisation: () => isNamed('organisation'),
    system: () => isNamed('system'),
    text: () => (row) => {
      const said = textOf(row)
      return words.every((word) => said.includes(word))
    },
  }
  return activeGroups(filter).map((group) => [group, tests[group]()] as const)
}

function count(tally: Map<string, Tally>, value: string, kind: keyof Tally): void {
  const before = tally.get(value)
  if (before) before[kind] += 1
  else tally.set(value, { people: 0, automatic: 0, unproven: 0, [kind]: 1 })
}
