import { useFormatter, useTranslations } from 'next-intl'
import { Command } from '#components/public/command.tsx'
import { Section } from '#components/public/section.tsx'
import { Instant } from '#components/timeline/clock.tsx'

type Props = {
  readonly releases: readonly { readonly manifest: string; readonly logIndex: number; readonly at: string }[] | 'unreadable'
  readonly verifier?: { readonly name: string; readonly size: number; readonly sha256: string } | undefined
  readonly web: string
}

/** What is logged of the code of these pages, and the hash of the verifier that can be kept as a file. */
export function Code({ releases, verifier, web }: Props) {
  const t = useTranslations('transparency.code')
  const format = useFormatter()
  const manifest = () => <a href="/release.json">{t('manifest')}</a>
  const proof = () => <a href="/release.tlog-proof">{t('proof')}</a>
  return (
    <Section id="code" title={t('title')} lead={t('lead')}>
      <p className="max-w-[66ch]">{t.rich('current', { manifest, proof })}</p>
      {releases === 'unreadable' || releases.length === 0 ? (
        <p className="mt-3">{t(releases === 'unreadable' ? 'unreadable' : 'none')}</p>
      ) : (
        <ol className="mt-4 grid gap-4">
          {releases.map(({ manifest: hash, logIndex, at }) => (
            <li key={hash}>
              <p>{t.rich('release', { index: logIndex, at: () => <Instant at={at} /> })}</p>
              <p className="font-mono text-[0.9375rem] break-all text-muted">{hash}</p>
            </li>
          ))}
        </ol>
      )}
      <div className="mt-5">
        <Command>{`npm run monitor-code -- --web ${web} --trust trust.json`}</Command>
      </div>
      {verifier && (
        <div className="mt-8">
          <h3 className="text-lg">{t('verifier.title')}</h3>
          <p className="mt-1 max-w-[66ch] text-muted">
            {t.rich('verifier.text', {
              size: format.number(Math.ceil(verifier.size / 1000)),
              page: (name) => <a href="/verify">{name}</a>,
            })}
          </p>
          <p className="mt-2">
            <a href={`/${verifier.name}`} className="font-semibold">
              {verifier.name}
            </a>
          </p>
          <p className="font-mono text-[0.9375rem] break-all text-muted">SHA-256 {verifier.sha256}</p>
        </div>
      )}
    </Section>
  )
}
