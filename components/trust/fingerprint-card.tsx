import { useTranslations } from 'next-intl'
import { BuiltIn } from './built-in.tsx'
import { Fingerprint } from './fingerprint.tsx'
import { QrCode } from './qr-code.tsx'

/** The fingerprint to read out, the same as a code to point a telephone at, and whether this page's own code has the same. */
export function FingerprintCard({ fingerprint }: { readonly fingerprint: string }) {
  const t = useTranslations('trust')
  const code = `sightline-trust:${fingerprint}`
  return (
    <section
      aria-labelledby="fingerprint"
      className="grid items-center gap-x-10 gap-y-6 rounded-2xl border border-line bg-surface p-5 sm:p-6 md:grid-cols-[minmax(0,1fr)_13rem]"
    >
      <div>
        <h2 id="fingerprint" className="mb-3 text-base text-muted">
          {t('fingerprint')}
        </h2>
        <Fingerprint hex={fingerprint} />
        <div className="mt-5">
          <BuiltIn served={fingerprint} />
        </div>
      </div>
      <figure className="w-52">
        <QrCode text={code} label={t('code')} />
        <figcaption className="mt-2 text-sm break-all text-muted">{code}</figcaption>
      </figure>
    </section>
  )
}
