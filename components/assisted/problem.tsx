import { useTranslations } from 'next-intl'

const PROBLEMS = ['missing', 'notNow', 'tooMany', 'code', 'wrong', 'locked'] as const

/** Why the last step was not made. */
export function AssistedProblem({ problem }: { readonly problem: unknown }) {
  const t = useTranslations('assisted.problem')
  const what = PROBLEMS.find((one) => one === problem)
  if (!what) return null
  return (
    <p role="alert" className="rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
      {t(what)}
    </p>
  )
}
