import { useTranslations } from 'next-intl'
import { DoneOrProblem } from '#components/ui/told.tsx'

const DONE = [
  'take',
  'release',
  'assign',
  'triage',
  'ask-provider',
  'review',
  'propose',
  'take-review',
  'confirm',
  'return',
  'decide',
  'close',
  'ask-patient',
  'write',
  'note',
  'escalate',
  'extend',
  'conflict',
  'break-glass',
  'save-view',
  'remove-view',
] as const
const PROBLEMS = ['conflict', 'view', 'notNow', 'changed'] as const

type Props = { readonly done: unknown; readonly problem: unknown }

/** What the last step in a case did, or why it did not. */
export function StepTold({ done, problem }: Props) {
  const t = useTranslations('support.told')
  const what = DONE.find((one) => one === done)
  const why = problem === undefined ? undefined : t(`problem.${PROBLEMS.find((one) => one === problem) ?? 'missing'}`)
  return <DoneOrProblem done={what && t(`done.${what}`)} problem={why} />
}
