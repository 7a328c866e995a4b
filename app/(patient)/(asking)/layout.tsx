import type { ReactNode } from 'react'
import { AskingFrame } from '../asking-frame.tsx'

export default function AskingLayout({ children }: { readonly children: ReactNode }) {
  return <AskingFrame>{children}</AskingFrame>
}
