import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'

/** Whose page this is, and the way out: a form, so that it works without JavaScript. */
export function PatientMenu({ name }: { readonly name: string }) {
  const t = useTranslations('layout')
  return (
    <div className="flex items-center gap-3 print:hidden sm:gap-5">
      <p className="hidden sm:block">{name}</p>
      <a
        href="/people"
        aria-label={t('people')}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 font-semibold no-underline hover:underline"
      >
        <Icon name="people" />
        <span aria-hidden="true" className="hidden sm:inline">
          {t('people')}
        </span>
      </a>
      <form method="post" action="/api/logout">
        <button
          type="submit"
          className="inline-flex min-h-11 items-center gap-2 font-semibold whitespace-nowrap text-accent hover:underline"
        >
          <Icon name="logOut" className="hidden size-5 sm:block" />
          {t('logOut')}
        </button>
      </form>
    </div>
  )
}
