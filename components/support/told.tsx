import { useTranslations } from 'next-intl'

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
const PROBLEMS = ['conflict', 'view', 'notNow'] as const

type Props = { readonly done: unknown; readonly problem: unknown }

/** What the last step did, or why it did not. */
export function Told({ done, problem }: { readonly done?: string | undefined; readonly problem?: string | undefined }) {
  if (problem !== undefined)
    return (
      <p role="alert" className="my-4 max-w-prose rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
        {problem}
      </p>
    )
  if (done === undefined) return null
  return (
    <p role="status" className="my-4 max-w-prose rounded-xl border border-line bg-ok-tint p-4 font-semibold text-ok">
      {done}
    </p>
  )
}

/** The same of a step in a case, by its name. */
export function StepTold({ done, problem }: Props) {
  const t = useTranslations('support.told')
  const what = DONE.find((one) => one === done)
  const why = problem === undefined ? undefined : t(`problem.${PROBLEMS.find((one) => one === problem) ?? 'missing'}`)
  return <Told done={what && t(`done.${what}`)} problem={why} />
}
