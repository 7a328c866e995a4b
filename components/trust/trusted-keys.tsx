import { useTranslations } from 'next-intl'

type Key = {
  readonly owner: string
  readonly use: 'log' | 'witness' | 'auditor'
  readonly keyId: string
  readonly algorithm: string
  readonly fingerprint: string
}

/** Whose signatures count: each owner once, with its keys. */
export function TrustedKeys({ keys }: { readonly keys: readonly Key[] }) {
  const t = useTranslations('trust.keys')
  const owners = [...Map.groupBy(keys, ({ owner, use }) => `${use} ${owner}`).values()]
  return (
    <ul className="overflow-clip rounded-2xl border border-line bg-surface">
      {owners.map((own) => (
        <li key={`${own[0]?.use} ${own[0]?.owner}`} className="border-t border-line p-5 first:border-t-0 sm:px-6">
          <h3 className="text-base break-words">{own[0]?.owner}</h3>
          <p className="text-muted">{t(own[0]?.use ?? 'log')}</p>
          <dl className="mt-3 grid gap-3">
            {own.map(({ keyId, algorithm, fingerprint }) => (
              <div key={keyId}>
                <dt className="font-semibold">{t('key', { algorithm, keyId })}</dt>
                <dd className="font-mono text-[0.9375rem] text-muted">
                  <span className="sr-only">{t('fingerprint')} </span>
                  {fingerprint.match(/.{1,8}/g)?.join(' ')}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
