import { useTranslations } from 'next-intl'
import { type Found, total } from '#components/timeline/find.ts'

/** What the parts of the bars mean; that entries are not verified is said only where some are. */
export function Legend({ found }: { readonly found: Found }) {
  const t = useTranslations('activity')
  const unproven = [...found.counts.data.values()].some((tally) => tally.unproven > 0)
  const proven = [...found.counts.data.values()].some((tally) => total(tally) > tally.unproven)
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-muted">
      {(['people', 'automatic', 'unproven'] as const).map((part) =>
        (part === 'unproven' ? unproven : proven) ? (
          <span key={part} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 10 10" className="size-3">
              <rect x="0.5" y="0.5" width="9" height="9" rx="1.5" className={`bar-${part}`} />
            </svg>
            {t(part)}
          </span>
        ) : null,
      )}
    </p>
  )
}
