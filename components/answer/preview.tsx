import { useTranslations } from 'next-intl'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Told } from '#components/ui/told.tsx'
import { missingIn } from '#lib/dispute/answer.ts'
import type { OfficerCase } from '#lib/dispute/officer-view.ts'
import { AnswerWords } from './words.tsx'

/** The answer as it would be sent, and the button that sends just this. */
export function AnswerPreview({ asked: { id, draft }, visit }: { readonly asked: OfficerCase; readonly visit: string }) {
  const t = useTranslations('answer')
  const missing = missingIn(draft)
  return (
    <>
      {missing.length > 0 && (
        <Told role="alert">
          <p>{t('missing')}</p>
          <ul className="mt-1 list-disc pl-6 font-normal">
            {missing.map((part) => (
              <li key={part}>{t(`missingPart.${part}`)}</li>
            ))}
          </ul>
        </Told>
      )}
      <p className="my-4 max-w-prose text-lg text-muted">{t('previewText')}</p>
      <AnswerWords id={id} answer={draft} />
      <form method="post" action={`/api/support/answers/${id}`} encType="multipart/form-data" className="mt-6 flex flex-wrap gap-3">
        <input type="hidden" name="visit" value={visit} />
        <input type="hidden" name="saved" value={draft.savedAt ?? ''} />
        {missing.length === 0 && (
          <Button type="submit" name="do" value="send" look="primary">
            {t('send')}
          </Button>
        )}
        <ButtonLink href={`/support/answers/${id}#answer`}>{t('change')}</ButtonLink>
      </form>
    </>
  )
}
