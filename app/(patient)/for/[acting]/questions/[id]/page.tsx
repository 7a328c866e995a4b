import { actingOrNotFound } from '#lib/server/subject.ts'
import { SentView } from '../../../../sent-view.tsx'

type Props = {
  readonly params: Promise<{ readonly acting: string; readonly id: string }>
  readonly searchParams: Promise<{ readonly sent?: string | string[] }>
}

/** The same about the list of somebody whom the caller acts for. */
export default async function ActingQuestionPage({ params, searchParams }: Props) {
  const { acting, id } = await params
  const { person } = await actingOrNotFound(acting, `/for/${encodeURIComponent(acting)}/questions/${encodeURIComponent(id)}`)
  return <SentView id={id} sent={(await searchParams).sent} acting={person.id} />
}
