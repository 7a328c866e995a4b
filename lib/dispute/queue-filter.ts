import { REASONS, type Reason, SEVERITIES, type Severity, STATES, type State } from './kinds.ts'

/** Who holds a case: the reader, nobody, or whoever; `review`: a proposal of somebody else waits for a second person. */
export const HOLDERS = ['mine', 'nobody', 'review'] as const
type Holder = (typeof HOLDERS)[number]
/** `overdue`: its deadline is over. `soon`: it is due within two days. */
export const DUES = ['overdue', 'soon'] as const
type Due = (typeof DUES)[number]

/** Which cases of the queue somebody wants to see. Without a state: those that are open. */
export type QueueFilter = {
  readonly holder?: Holder
  readonly due?: Due
  readonly state?: State
  readonly severity?: Severity
  readonly reason?: Reason
  /** The key of an organisation. */
  readonly organisation?: string
  readonly automatic?: true
}

const LONGEST_KEY = 200
const oneOf = <T extends string>(values: readonly T[], value: string | null) => values.find((one) => one === value)

/** Reads a filter from an address; what is none is passed over. */
export function parseQueueFilter(query: URLSearchParams): QueueFilter {
  const severity = SEVERITIES.find((one) => String(one) === query.get('severity'))
  const organisation = query.get('organisation')?.slice(0, LONGEST_KEY)
  const found = {
    holder: oneOf(HOLDERS, query.get('holder')),
    due: oneOf(DUES, query.get('due')),
    state: oneOf(STATES, query.get('state')),
    severity,
    reason: oneOf(REASONS, query.get('reason')),
    organisation: organisation === '' ? undefined : organisation,
    automatic: query.get('automatic') === 'yes' || undefined,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** The filter as it stands in an address, always in the same order; `''` for all. */
export function printQueueFilter({ holder, due, state, severity, reason, organisation, automatic }: QueueFilter): string {
  const all = { holder, due, state, severity, reason, organisation, automatic: automatic && 'yes' }
  const given = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return new URLSearchParams(given).toString()
}

/** The views that everybody has. */
export const VIEWS = {
  mine: { holder: 'mine' },
  nobody: { holder: 'nobody' },
  overdue: { due: 'overdue' },
  review: { holder: 'review' },
  open: {},
} as const satisfies Readonly<Record<string, QueueFilter>>
export const VIEW_NAMES = Object.keys(VIEWS) as readonly (keyof typeof VIEWS)[]
