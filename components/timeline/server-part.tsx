import { useTranslations } from 'next-intl'
import { type LookFilter, printLookFilter } from '#lib/event/look-filter.ts'

type Props = {
  readonly path: string
  readonly filter: LookFilter
  readonly from: number
  readonly to: number
  readonly size: number
  readonly count: number
}

/** Without scripts: which part of the list this page is about, and the way to the rest of it. */
export function ServerPart({ path, filter, from, to, size, count }: Props) {
  const t = useTranslations('found')
  if (size === 0) return null
  const chosen = printLookFilter(filter)
  const filtered = chosen.size > 0
  const address = (before?: number) => {
    const query = new URLSearchParams(before === undefined ? chosen : [...chosen, ['before', String(before)]])
    return `${path}${query.size > 0 ? `?${query}` : ''}`
  }
  return (
    <nav aria-label={t('earlier')} className="mt-8 hidden border-t border-line pt-4 noscript:block print:hidden">
      {filtered && count === 0 && <p className="font-semibold">{t('nothingHere')}</p>}
      <p className="text-muted">{t('server', { first: from + 1, last: to, size })}</p>
      <p className="mt-2 flex flex-wrap gap-x-6">
        {from > 0 && (
          <a href={address(from)} className="inline-flex min-h-11 items-center font-semibold">
            {t('earlier')}
          </a>
        )}
        {to < size && (
          <a href={address()} className="inline-flex min-h-11 items-center font-semibold">
            {t('newest')}
          </a>
        )}
      </p>
    </nav>
  )
}
