import { useTranslations } from 'next-intl'

const DONE = ['inform', 'withdraw', 'reopen', 'escalate'] as const

/** What the last step did. */
export function Told({ done }: { readonly done: unknown }) {
  const t = useTranslations('questions.done')
  const what = DONE.find((one) => one === done)
  if (!what) return null
  return (
    <p role="status" className="rounded-xl border border-line bg-ok-tint p-4 font-semibold text-ok">
      {t(what)}
    </p>
  )
}
