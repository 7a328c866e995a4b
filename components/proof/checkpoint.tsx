import { useFormatter, useTranslations } from 'next-intl'
import { Instant } from '#components/timeline/clock.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { Report } from '#lib/verify/types.ts'

/** The protocol's own words, for whoever compares. */
export function Checkpoint({ report: { checkpoint, trustFingerprint, timings } }: { readonly report: Report }) {
  const t = useTranslations('checkpoint')
  const format = useFormatter()
  if (!checkpoint) return null
  const { origin, size, root, epoch, time, timeIs } = checkpoint
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('origin'), origin],
    [t('size'), format.number(size)],
    [t('root'), root],
    [t('epoch'), format.number(epoch)],
    [t(`time.${timeIs}`), <Instant key="time" at={time * 1000} />],
    [
      t('fingerprint'),
      <span key="fingerprint">
        {trustFingerprint} <a href="/trust#compare">{t('compare')}</a>
      </span>,
    ],
    [t('speed'), t('speedText', { entries: timings.entries, fetch: Math.round(timings.fetchMs), verify: Math.round(timings.verifyMs) })],
  ]
  return (
    <Disclosure className="mt-10" summary={t('title')}>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {facts.map(([name, value]) => (
          <div key={name} className="sm:contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  )
}
