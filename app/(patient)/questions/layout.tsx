import type { ReactNode } from 'react'
import { KeptForms } from '#components/sending/forms.tsx'
import { QuestionsFrame } from '../questions-frame.tsx'

export default function QuestionsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <QuestionsFrame>
      <KeptForms />
      {children}
    </QuestionsFrame>
  )
}
