'use client'

import { createContext, type ReactNode, use } from 'react'
import { QuickExit } from './quick-exit.tsx'

const ExitContext = createContext<string | undefined>(undefined)

/** Gives every page below it a quick exit to `url`. */
export function WithExit({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  return <ExitContext value={url}>{children}</ExitContext>
}

/** Where the frame of a page has its quick exit, if this is a page that has one: after the way past the header, so that this stays first. */
export function ExitSlot() {
  const url = use(ExitContext)
  return url === undefined ? null : <QuickExit url={url} />
}
