'use client'

import { createContext, use } from 'react'

export type FrameFacts = { readonly operator: string; readonly contact: string; readonly demo: boolean }

/** What the frame of a page says, for an error page: it runs in the browser and can ask nobody. */
export const FrameContext = createContext<FrameFacts | undefined>(undefined)

export const useFrameFacts = (): FrameFacts | undefined => use(FrameContext)
