'use client'

import { createContext, type ReactNode, use, useMemo } from 'react'
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
export const RelatedContext = createContext<Related>(NOTHING_RELATED)

export const useRelated = (): Related => use(RelatedContext)
export const useKnownSystem = (id: string): KnownSystem | undefined => use(SystemsContext).get(id)

type Props = { readonly systems: readonly KnownSystem[]; readonly children: ReactNode }

/** Tells all lines below which record systems are registered. */
export function KnownSystems({ systems, children }: Props) {
  const byId = useMemo(() => new Map(systems.map((system) => [system.id, system])), [systems])
  return <SystemsContext value={byId}>{children}</SystemsContext>
}
