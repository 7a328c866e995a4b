'use client'

import { createContext, type ReactNode, use } from 'react'

const VisitContext = createContext<string | undefined>(undefined)

/** Says for which session the forms below it were made: in another one they change nothing. */
export function OfVisit({ visit, children }: { readonly visit: string | undefined; readonly children: ReactNode }) {
  return <VisitContext value={visit}>{children}</VisitContext>
}

export function useVisitOfPage(): string | undefined {
  return use(VisitContext)
}
