import { useTranslations } from 'next-intl'
import type { AnswerDraft } from '#lib/dispute/answer.ts'
import { EvidenceNames } from './evidence.tsx'

type Props = { readonly id: string; readonly answer: Pick<AnswerDraft, 'finding' | 'basis' | 'text' | 'files'> }

/** An answer as support reads it. */
export function AnswerWords({ id, answer: { finding, basis, text, files } }: Props) {
  const t = useTranslations('answer')
  const outcome = useTranslations('dispute.outcome')
  return (
    <div className="max-w-prose rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <dl className="grid gap-4">
        {finding && (
          <div>
            <dt className="text-muted">{t('finding')}</dt>
            <dd className="text-lg font-semibold">{outcome(finding)}</dd>
          </div>
        )}
        {basis && (
          <div>
            <dt className="text-muted">{t('basis')}</dt>
            <dd className="font-semibold">{t(`bases.${basis}`)}</dd>
          </div>
        )}
        <div>
          <dt className="text-muted">{t('text')}</dt>
          <dd className="break-words whitespace-pre-line">{text}</dd>
        </div>
        <div>
          <dt className="text-muted">{t('evidence')}</dt>
          <dd>{files.length === 0 ? t('noFiles') : <EvidenceNames id={id} files={files} />}</dd>
        </div>
      </dl>
    </div>
  )
}
