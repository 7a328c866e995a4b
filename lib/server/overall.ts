/** What a public page can say about the log as a whole. The worst that is known counts; what cannot be read is never called fine. */
export type State = 'works' | 'late' | 'unknown' | 'wrong'

/** Everything that can be amiss, and what it makes of the whole. */
const REASONS = {
  'checkpoint-mismatch': 'wrong',
  'fsck-differences': 'wrong',
  'entries-frozen': 'wrong',
  stale: 'late',
  'quorum-not-met': 'late',
  'witness-late': 'late',
  'auditor-late': 'late',
  'fsck-late': 'late',
  'fsck-none': 'late',
  'record-system-silent': 'late',
  'no-checkpoint': 'unknown',
  'checkpoint-unreadable': 'unknown',
  'database-unreadable': 'unknown',
} as const satisfies Readonly<Record<string, State>>

export type Reason = keyof typeof REASONS

const WORST_FIRST = ['wrong', 'late', 'unknown'] as const

/** The facts from which the state follows; a flag is absent where it cannot be known. */
export type Facts = {
  readonly checkpoint: 'none' | 'mismatch' | 'unreadable' | { readonly waiting?: 'stale' | 'quorum-not-met' | undefined }
  readonly witnesses: readonly { readonly late: boolean }[]
  readonly auditors: readonly { readonly late: boolean }[]
  readonly fsck: 'none' | 'unreadable' | { readonly differences: number; readonly late: boolean }
  readonly incidents: 'unreadable' | readonly { readonly frozen?: object }[]
  readonly coverage: 'unreadable' | { readonly systems: readonly { readonly active: boolean; readonly gaps: readonly Open[] }[] }
}

type Open = { readonly kind: string; readonly to?: string | undefined }

export function overall(facts: Facts): { readonly state: State; readonly reasons: readonly Reason[] } {
  const reasons = (Object.keys(REASONS) as Reason[]).filter((reason) => holds(reason, facts))
  const state = WORST_FIRST.find((worst) => reasons.some((reason) => REASONS[reason] === worst)) ?? 'works'
  return { state, reasons }
}

function holds(reason: Reason, { checkpoint, witnesses, auditors, fsck, incidents, coverage }: Facts): boolean {
  switch (reason) {
    case 'checkpoint-mismatch':
      return checkpoint === 'mismatch'
    case 'no-checkpoint':
      return checkpoint === 'none'
    case 'checkpoint-unreadable':
      return checkpoint === 'unreadable'
    case 'stale':
    case 'quorum-not-met':
      return typeof checkpoint === 'object' && checkpoint.waiting === reason
    case 'witness-late':
      return witnesses.some(({ late }) => late)
    case 'auditor-late':
      return auditors.some(({ late }) => late)
    case 'fsck-differences':
      return typeof fsck === 'object' && fsck.differences > 0
    case 'entries-frozen':
      return typeof incidents === 'object' && incidents.some(({ frozen }) => frozen !== undefined)
    case 'fsck-late':
      return typeof fsck === 'object' && fsck.late
    case 'fsck-none':
      return fsck === 'none'
    case 'record-system-silent':
      return typeof coverage === 'object' && coverage.systems.some(({ active, gaps }) => active && gaps.some(isOpen))
    case 'database-unreadable':
      return fsck === 'unreadable' || incidents === 'unreadable' || coverage === 'unreadable'
  }
}

const isOpen = ({ kind, to }: Open) => kind === 'silent' && to === undefined
