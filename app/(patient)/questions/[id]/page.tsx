import { patientOrLogIn } from '#lib/server/session.ts'
import { SentView } from '../../sent-view.tsx'

type Props = { readonly params: Promise<{ readonly id: string }>; readonly searchParams: Promise<{ readonly sent?: string | string[] }> }

/** A question of the caller's, after it was sent. */
export default async function QuestionPage({ params, searchParams }: Props) {
  const { id } = await params
  await patientOrLogIn(`/questions/${encodeURIComponent(id)}`)
  return <SentView id={id} sent={(await searchParams).sent} />
}
