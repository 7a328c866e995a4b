'use client'

import { createContext, type ReactNode, use, useMemo } from 'react'
import type { LogRange } from '#lib/dispute/incident.ts'
import type { NotReported, RecordSystemKind } from '#lib/event/record-system.ts'
import { NOTHING_RELATED, type Related } from './related.ts'

/** What a line can say about the record system that reported it. */
type KnownSystem = {
  readonly id: string
  readonly kind: RecordSystemKind
  readonly organisation: string
  readonly notReported?: readonly NotReported[] | undefined
}

const SystemsContext = createContext<ReadonlyMap<string, KnownSystem>>(new Map())
const FrozenContext = createContext<readonly LogRange[]>([])
export const RelatedContext = createContext<Related>(NOTHING_RELATED)

export const useRelated = (): Related => use(RelatedContext)
export const useKnownSystem = (id: string): KnownSystem | undefined => use(SystemsContext).get(id)

/** Whether an entry of the log is in a range that nobody should rely on for now. */
export function useIsFrozen(): (logIndex: number | undefined) => boolean {
  const ranges = use(FrozenContext)
  return (logIndex) => logIndex !== undefined && ranges.some(({ first, last }) => first <= logIndex && logIndex <= last)
}

type Props = { readonly systems: readonly KnownSystem[]; readonly frozen: readonly LogRange[]; readonly children: ReactNode }

/** Tells all lines below which record systems are registered, and which entries are frozen. */
export function KnownSystems({ systems, frozen, children }: Props) {
  const byId = useMemo(() => new Map(systems.map((system) => [system.id, system])), [systems])
  return (
    <SystemsContext value={byId}>
      <FrozenContext value={frozen}>{children}</FrozenContext>
    </SystemsContext>
  )
}
