'use client'

import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'

export function PrintButton({ children }: { readonly children: ReactNode }) {
  return (
    <Button look="primary" onClick={() => print()}>
      {children}
    </Button>
  )
}
