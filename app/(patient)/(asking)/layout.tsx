import type { ReactNode } from 'react'
import { QuestionsFrame } from '../questions-frame.tsx'

export default function AskingLayout({ children }: { readonly children: ReactNode }) {
  return <QuestionsFrame>{children}</QuestionsFrame>
}
