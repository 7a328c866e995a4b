import { useTranslations } from 'next-intl'
import { DoneOrProblem } from '#components/ui/told.tsx'

const DONE = ['settings', 'off', 'read', 'follow', 'address', 'confirm', 'remove-address', 'browser', 'remove-browsers'] as const
const PROBLEMS = ['settings', 'address', 'confirm', 'follow', 'browser', 'tooMany'] as const

type Props = { readonly done: unknown; readonly problem: unknown }

/** What the last change did, or why it did not. */
export function AlertsTold({ done, problem }: Props) {
  const t = useTranslations('alerts')
  const what = DONE.find((one) => one === done)
  const wrong = PROBLEMS.find((one) => one === problem)
  return <DoneOrProblem done={what && t(`done.${what}`)} problem={wrong && t(`problem.${wrong}`)} className="" />
}
