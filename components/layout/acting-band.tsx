import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import type { RepresentationKind } from '#lib/event/representation.ts'
import { StillActing } from './still-acting.tsx'

type Props = { readonly id: string; readonly name: string; readonly kind: RepresentationKind }

/** For whom the reader is acting, on every page and every print, and the way back. */
export function ActingBand({ id, name, kind }: Props) {
  const t = useTranslations('acting')
  return (
    <section
      aria-label={t('label')}
      className="border-b-4 border-focus bg-accent text-accent-ink print:border-b print:border-line print:bg-transparent print:text-ink"
    >
      <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3 sm:px-6">
        <p className="flex items-center gap-3">
          <Icon name="people" className="size-6" />
          <span>{t.rich('band', { name, kind, b: (text) => <b>{text}</b> })}</span>
        </p>
        <a href="/history" className="inline-flex min-h-11 items-center gap-1.5 font-semibold text-accent-ink print:hidden">
          <Icon name="back" />
          {t('back')}
        </a>
      </div>
      <StillActing id={id} />
    </section>
  )
}
