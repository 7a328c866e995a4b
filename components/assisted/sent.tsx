import { useTranslations } from 'next-intl'
import { ButtonLink } from '#components/ui/button.tsx'

type Props = { readonly assisted: { readonly id: string; readonly reference: string } }

/** The question is sent; the letter is what the person takes along. */
export function Sent({ assisted: { id, reference } }: Props) {
  const t = useTranslations('assisted.sent')
  return (
    <section role="status" className="rounded-2xl border border-line bg-ok-tint p-5">
      <h2 className="text-xl text-ok">{t('title', { reference })}</h2>
      <p className="mt-2 max-w-prose">{t('text')}</p>
      <p className="mt-4 flex flex-wrap gap-3">
        <ButtonLink look="primary" href={`/support/assisted/${id}/letter`}>
          {t('letter')}
        </ButtonLink>
        <ButtonLink href="/support/assisted">{t('next')}</ButtonLink>
      </p>
    </section>
  )
}
