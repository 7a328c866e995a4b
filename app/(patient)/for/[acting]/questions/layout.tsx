import type { ReactNode } from 'react'
import { ActingBand } from '#components/layout/acting-band.tsx'
import { KeptForms } from '#components/sending/forms.tsx'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { QuestionsFrame } from '../../../questions-frame.tsx'

type Props = { readonly params: Promise<{ readonly acting: string }>; readonly children: ReactNode }

export default async function ActingQuestionsLayout({ params, children }: Props) {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions`)
  return (
    <QuestionsFrame band={<ActingBand id={person.id} name={person.name} kind={person.kind} />}>
      <KeptForms />
      {children}
    </QuestionsFrame>
  )
}
