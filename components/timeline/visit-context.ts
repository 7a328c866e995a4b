'use client'

import { createContext, use } from 'react'
import type { HistorySession } from '#lib/verify/types.ts'

/** What a line far down the page may ask for. */
export type VisitTools = {
  readonly session: HistorySession | undefined
  readonly showProof: (logIndex?: number) => void
  /** The verifier as a single file, if it was built. */
  readonly verifier?: { readonly name: string; readonly sha256: string } | undefined
}

export const VisitContext = createContext<VisitTools>({ session: undefined, showProof: () => {} })

export const useVisitTools = (): VisitTools => use(VisitContext)
