'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { FrameContext, type FrameFacts } from './frame-context.ts'

export function Providers({ frame, children }: { readonly frame: FrameFacts; readonly children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, networkMode: 'always' } } }))
  return (
    <FrameContext value={frame}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </FrameContext>
  )
}
