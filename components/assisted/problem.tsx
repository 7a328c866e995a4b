import { useTranslations } from 'next-intl'
import { Told } from '#components/ui/told.tsx'

const PROBLEMS = ['missing', 'notNow', 'tooMany', 'code', 'wrong', 'locked'] as const

/** Why the last step was not made. */
export function AssistedProblem({ problem }: { readonly problem: unknown }) {
  const t = useTranslations('assisted.problem')
  const what = PROBLEMS.find((one) => one === problem)
  if (!what) return null
  return (
    <Told role="alert" className="">
      {t(what)}
    </Told>
  )
}
