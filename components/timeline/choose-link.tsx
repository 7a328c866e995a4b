import { useTranslations } from 'next-intl'
import { type LookFilter, printLookFilter } from '#lib/event/look-filter.ts'

/** The way to ask about several entries at once, of those that are picked out. */
export function ChooseLink({ path, filter }: { readonly path: string; readonly filter: LookFilter }) {
  const t = useTranslations('timeline')
  const query = printLookFilter(filter)
  return (
    <p className="mb-3 print:hidden">
      <a href={query.size > 0 ? `${path}?${query}` : path} className="inline-flex min-h-11 items-center">
        {t('choose')}
      </a>
    </p>
  )
}
