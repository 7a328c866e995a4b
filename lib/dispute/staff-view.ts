import type { Clocks } from './clock.ts'
import type { Hint } from './hints.ts'
import type { StepName } from './machine.ts'
import type { QueueRow } from './queue-view.ts'
import type { StaffRole } from './roles.ts'
import type { CaseEntry, CaseView } from './view.ts'

/**
 * An entry of a case for staff: `event` says only what they may see. `commitment`, in hex, is for their browser to find in the log. `binding` is
 * this server's word on whether the words are those that were committed to: kept, changed, or gone.
 */
export type StaffEntry = CaseEntry & { readonly commitment: string; readonly binding: 'kept' | 'changed' | 'gone' }

/** A proof that the asker attached, as this server found it; `same`: the history indexes of the entries that say the same in it. */
export type CheckedProof = {
  readonly id: string
  readonly name: string
  readonly verdict: 'verified' | 'waiting' | 'unchecked' | 'mismatch'
  readonly same: readonly number[]
}

export type Colleague = { readonly id: string; readonly name: string }

/** What is in a case. */
export type OpenedCase = {
  readonly view: CaseView
  readonly entries: readonly StaffEntry[]
  readonly clocks: Clocks
  readonly proofs: readonly CheckedProof[]
  readonly hints: readonly Hint[]
  /** Organisations of the entries whose privacy officer can be asked, by their keys. */
  readonly askable: readonly string[]
  /** What was proposed, while it waits for a second person. */
  readonly proposal: string | undefined
  /** In which language the asker asked, such as `et-EE`. */
  readonly locale: string
}

/** A case as one of the staff sees it; without `opened`, as the queue does. */
export type StaffCase = {
  readonly row: QueueRow
  /** The name of who holds it. */
  readonly holder: string | undefined
  /** The name of the organisation of its entries. */
  readonly organisation: string
  /** What they can do now. */
  readonly steps: readonly StepName[]
  /** Agents to whom it can be given. */
  readonly agents: readonly Colleague[]
  readonly me: { readonly staff: string; readonly role: StaffRole; readonly visit: string }
  readonly now: Date
  readonly opened?: OpenedCase
}
