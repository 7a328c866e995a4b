import { useTranslations } from 'next-intl'
import { ButtonLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'

type Props = { readonly name: string; readonly size: number; readonly sha256: string }

/** The other two ways to check a file: one that is kept beside the proofs, and one for the command line. */
export function KeepVerifier({ name, size, sha256 }: Props) {
  const t = useTranslations('verifier.page')
  return (
    <div className="mt-10 grid gap-5 lg:grid-cols-2 print:hidden">
      <Card title={t('keep')}>
        <p>{t('keepText')}</p>
        <ButtonLink href={`/${name}`} download={name} className="my-3">
          {t('download')}
        </ButtonLink>
        <p className="text-muted">{t('size', { size: Math.ceil(size / 1000) })}</p>
        <p className="text-muted">{t.rich('hash', { hash: () => <code className="break-all text-ink">{sha256}</code> })}</p>
      </Card>
      <Card title={t('commandLine')}>
        <p>{t.rich('commandLineText', { code: () => <code className="whitespace-nowrap">npm run verify -- FILE</code> })}</p>
      </Card>
    </div>
  )
}
