import { useTranslations } from 'next-intl'
import { VisitForm } from '#components/layout/visit-form.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import type { Place } from './place.ts'

/** Nothing is lost before somebody says so twice. */
export function DiscardDraft({ id, place }: { readonly id: string; readonly place: Place }) {
  const t = useTranslations('asking.discarding')
  return (
    <>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title')}</h1>
      <p className="mt-2 max-w-prose text-muted">{t('text')}</p>
      <VisitForm action={`${place.api}/${id}/discard`} visit={place.visit} className="mt-6 flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          {t('yes')}
        </Button>
        <ButtonLink href={`${place.pages}/draft/${id}`}>{t('no')}</ButtonLink>
      </VisitForm>
    </>
  )
}
