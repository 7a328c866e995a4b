import { useTranslations } from 'next-intl'
import type { Report } from '#lib/verify/types.ts'

/** What is counted but not shown, said aloud beside the promise. */
export function Shortfalls({ report: { size, covered, withheld, unexplainedErasures } }: { readonly report: Report }) {
  const t = useTranslations('promise')
  const hidden = withheld['by-law'] + withheld.retention + withheld.erased
  return (
    <>
      {hidden > 0 && (
        <p>
          {t('withheld', {
            hidden,
            size: Math.min(size, covered),
            byLaw: withheld['by-law'],
            retention: withheld.retention,
            erased: withheld.erased,
          })}
        </p>
      )}
      {unexplainedErasures.length > 0 && (
        <p className="font-semibold text-warn">{t('unexplained', { count: unexplainedErasures.length })}</p>
      )}
    </>
  )
}
