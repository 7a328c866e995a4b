import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'

/** Whose page this is, what is new, and the way out: a form, so that it works without JavaScript. */
export function PatientMenu({
  name,
  unread,
  questions = 0,
}: {
  readonly name: string
  readonly unread: number
  readonly questions?: number
}) {
  const t = useTranslations('layout')
  return (
    <div className="flex flex-wrap items-center gap-x-3 sm:gap-x-5 print:hidden">
      <p className="hidden sm:block">{name}</p>
      <News href="/questions" label={questions > 0 ? t('questionsNew', { count: questions }) : undefined} count={questions}>
        {t('questions')}
      </News>
      <News href="/alerts" label={unread > 0 ? t('alertsNew', { count: unread }) : undefined} count={unread}>
        {t('alerts')}
      </News>
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
          className="inline-flex min-h-11 items-center gap-2 whitespace-nowrap font-semibold text-accent hover:underline"
        >
          <Icon name="logOut" className="hidden size-5 shrink-0 sm:block" />
          {t('logOut')}
        </button>
      </form>
    </div>
  )
}

type NewsProps = { readonly href: string; readonly label: string | undefined; readonly count: number; readonly children: string }

function News({ href, label, count, children }: NewsProps) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center gap-1.5 font-semibold no-underline hover:underline">
      <span aria-hidden={label !== undefined}>{children}</span>
      {label !== undefined && <span className="sr-only">{label}</span>}
      {count > 0 && (
        <span aria-hidden="true" className="min-w-6 rounded-full bg-accent px-1.5 text-center text-sm text-accent-ink tabular-nums">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </a>
  )
}
