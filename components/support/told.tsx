import { useTranslations } from 'next-intl'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { FORM_NAMES } from '#lib/dispute/staff-forms.ts'

const DONE = [...FORM_NAMES, 'save-view', 'remove-view'] as const
const PROBLEMS = ['conflict', 'view', 'notNow', 'changed'] as const

type Props = { readonly done: unknown; readonly problem: unknown }

/** What the last step in a case did, or why it did not. */
export function StepTold({ done, problem }: Props) {
  const t = useTranslations('support.told')
  const what = DONE.find((one) => one === done)
  const why = problem === undefined ? undefined : t(`problem.${PROBLEMS.find((one) => one === problem) ?? 'missing'}`)
  return <DoneOrProblem done={what && t(`done.${what}`)} problem={why} />
}
