import { useTranslations } from 'next-intl'

const DONE = ['settings', 'off', 'read', 'follow', 'address', 'confirm', 'remove-address', 'browser', 'remove-browsers'] as const
const PROBLEMS = ['settings', 'address', 'confirm', 'follow', 'browser', 'tooMany'] as const

type Props = { readonly done: unknown; readonly problem: unknown }

/** What the last change did, or why it did not. */
export function Told({ done, problem }: Props) {
  const t = useTranslations('alerts')
  const what = DONE.find((one) => one === done)
  const wrong = PROBLEMS.find((one) => one === problem)
  if (wrong)
    return (
      <p role="alert" className="rounded-xl border border-line bg-warn-tint p-4 font-semibold text-warn">
        {t(`problem.${wrong}`)}
      </p>
    )
  if (!what) return null
  return (
    <p role="status" className="rounded-xl border border-line bg-ok-tint p-4 font-semibold text-ok">
      {t(`done.${what}`)}
    </p>
  )
}
