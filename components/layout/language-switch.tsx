import { useLocale, useTranslations } from 'next-intl'
import { LANGUAGES } from '#lib/languages.ts'

/** Each language named in itself. A form, so that it works without JavaScript; the server knows from the request which page it came from. */
export function LanguageSwitch() {
  const t = useTranslations('layout')
  const current = useLocale()
  // One word is not worth a file of letters, and when that comes the whole page is laid out again.
  const letters = current === LANGUAGES.ru.locale ? '' : 'font-no-cyrillic'
  return (
    <form method="post" action="/api/language" className={`border-b border-line bg-paper print:hidden ${letters}`}>
      <fieldset aria-label={t('language')} className="mx-auto flex w-full max-w-6xl flex-wrap justify-end gap-x-1 px-2 sm:px-4">
        {Object.entries(LANGUAGES).map(([language, { locale, name }]) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-current={locale === current ? 'true' : undefined}
            className="min-h-9 px-2 text-sm text-accent underline-offset-4 hover:underline aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:underline"
          >
            {name}
          </button>
        ))}
      </fieldset>
    </form>
  )
}
