import { useTranslations } from 'next-intl'
import { Problem } from '#components/layout/problem.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { DRAFT_DAYS } from '#lib/dispute/draft.ts'

/** The same for a draft that was sent, is too old, is somebody else's or never was. */
export default function NoDraft() {
  const t = useTranslations('asking')
  return (
    <Problem title={t('missing.title')} text={t('missing.text', { days: DRAFT_DAYS })}>
      <ButtonLink href="/history">{t('choose.back')}</ButtonLink>
    </Problem>
  )
}
