import { useTranslations } from 'next-intl'
import { DoneOrProblem } from '#components/ui/told.tsx'

const DONE = ['inform', 'withdraw', 'reopen', 'escalate'] as const

/** What the last step did. */
export function QuestionTold({ done }: { readonly done: unknown }) {
  const t = useTranslations('questions.done')
  const what = DONE.find((one) => one === done)
  return <DoneOrProblem done={what && t(what)} className="" />
}
