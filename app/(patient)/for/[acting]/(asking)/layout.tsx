import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActingBand } from '#components/layout/acting-band.tsx'
import { wordsAbout } from '#components/layout/words-about.ts'
import { actingOrNotFound } from '#lib/server/subject.ts'
import { clientMessages } from '../../../../client-messages.ts'
import { QuestionsFrame } from '../../../questions-frame.tsx'

type Props = { readonly params: Promise<{ readonly acting: string }>; readonly children: ReactNode }

/** The pages of asking about the list of somebody else, in words about them. */
export default async function ActingAskingLayout({ params, children }: Props) {
  const { acting } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/history`)
  return (
    <NextIntlClientProvider messages={clientMessages(wordsAbout(await getMessages(), person.name))}>
      <QuestionsFrame band={<ActingBand id={person.id} name={person.name} kind={person.kind} />}>{children}</QuestionsFrame>
    </NextIntlClientProvider>
  )
}
