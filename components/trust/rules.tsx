import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { duration } from '#components/public/duration.ts'
import { Quorum, type QuorumRule } from '#components/public/quorum.tsx'

type Props = {
  readonly trust: {
    readonly origin: string
    readonly quorum: QuorumRule
    readonly fresh: number
    readonly skew: number
    readonly vrf: string
    readonly authorities: readonly { readonly name: string; readonly fingerprint: string }[]
    readonly systems: readonly { readonly system: string; readonly aliases: readonly string[]; readonly pattern: string }[]
  }
}

/** What the file says besides keys: which log, how many must sign, how old a checkpoint may be, and which identifiers are accepted. */
export function Rules({ trust: { origin, quorum, fresh, skew, vrf, systems, authorities } }: Props) {
  const t = useTranslations('trust.rules')
  const format = useFormatter()
  const rules: readonly (readonly [string, ReactNode])[] = [
    [
      'origin',
      <span key="origin" className="wrap-anywhere">
        {origin}
      </span>,
    ],
    ['quorum', <Quorum key="quorum" rule={quorum} />],
    ['fresh', t('freshText', { fresh: duration(format, fresh), skew: duration(format, skew) })],
    [
      'vrf',
      <span key="vrf" className="font-mono text-[0.9375rem] break-all">
        {vrf}
      </span>,
    ],
    [
      'systems',
      systems.map(({ system, aliases, pattern }) => (
        <span key={system} className="block wrap-anywhere">
          {t('system', { system, pattern })}
          {aliases.length > 0 && ` ${t('aliases', { aliases: aliases.join(', ') })}`}
        </span>
      )),
    ],
    [
      'authorities',
      authorities.length === 0
        ? t('noAuthorities')
        : authorities.map(({ name, fingerprint }) => (
            <span key={fingerprint} className="block wrap-anywhere">
              {t('authority', { name, fingerprint })}
            </span>
          )),
    ],
  ]
  return (
    <dl className="overflow-clip rounded-2xl border border-line bg-surface">
      {rules.map(([rule, value]) => (
        <div
          key={rule}
          className="grid gap-x-8 gap-y-1 border-t border-line px-5 py-4 first:border-t-0 sm:px-6 md:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <dt className="text-muted">{t(rule as 'origin')}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
