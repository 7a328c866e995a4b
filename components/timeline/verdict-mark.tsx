import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { Verdict } from '#lib/verify/types.ts'
import type { Mark } from './row.ts'

export const VERDICT_ICON = { verified: 'check', waiting: 'clock', unchecked: 'question', mismatch: 'alert' } as const satisfies Record<
  Verdict,
  IconName
>

const INK = { verified: 'text-ok', waiting: 'text-wait', unchecked: 'text-grey', mismatch: 'text-bad' } as const

/**
 * The verdict in words, then colour, then icon. Before this browser has looked, nothing is said here: the top of the page says it. What is
 * not shown is never plainly *Verified*.
 */
export function VerdictMark({
  mark,
  count = 1,
  hidden = false,
}: {
  readonly mark: Mark
  readonly count?: number
  readonly hidden?: boolean
}) {
  const t = useTranslations('verdict')
  if (mark === 'unverified') return null
  return (
    <span className={`inline-flex items-center gap-1 text-sm font-semibold whitespace-nowrap ${INK[mark]}`}>
      <Icon name={hidden && mark === 'verified' ? 'hidden' : VERDICT_ICON[mark]} className="size-4" />
      {t('count', { count, verdict: t(hidden && mark === 'verified' ? 'notShown' : mark) })}
    </span>
  )
}
