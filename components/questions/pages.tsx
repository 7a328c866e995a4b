import { useTranslations } from 'next-intl'

type Props = { readonly page: number; readonly pages: number; readonly path: string }

/** Which page of a list this is, and the way to the next. */
export function Pages({ page, pages, path }: Props) {
  const t = useTranslations('questions.pages')
  if (pages <= 1 && page === 1) return null
  const link = 'inline-flex min-h-11 items-center font-semibold'
  return (
    <nav aria-label={t('label')} className="flex flex-wrap items-center gap-x-6">
      <p className="text-muted">{t('which', { page, pages })}</p>
      {page > 1 && (
        <a href={`${path}?page=${Math.min(page - 1, pages)}`} className={link}>
          {t('newer')}
        </a>
      )}
      {page < pages && (
        <a href={`${path}?page=${page + 1}`} className={link}>
          {t('older')}
        </a>
      )}
    </nav>
  )
}
