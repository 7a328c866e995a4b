import { useTranslations } from 'next-intl'
import { useVisitTools } from '#components/timeline/visit-context.ts'

/** What checks a saved proof, years later. */
export function VerifierNote() {
  const t = useTranslations('export')
  const { verifier } = useVisitTools()
  return (
    <>
      <p className="mt-3">
        {t.rich('check', {
          page: (text) => <a href="/verify">{text}</a>,
          file: (text) => (verifier ? <a href={`/${verifier.name}`}>{text}</a> : text),
        })}
      </p>
      {verifier && <p className="mt-1 text-sm break-all">{t('hash', { hash: verifier.sha256 })}</p>}
    </>
  )
}
