import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Ago } from '#components/public/ago.tsx'
import { Instant } from '#components/timeline/clock.tsx'

type Props = {
  readonly status: {
    readonly at: string
    readonly checkpoint: { readonly size: number; readonly root: string; readonly time: string } | 'none' | 'mismatch' | 'unreadable'
    readonly witnesses: readonly { readonly onNewest: boolean }[]
    readonly auditors: readonly { readonly onNewest: boolean }[]
  }
}

/** The newest checkpoint in four facts. */
export function AtAGlance({ status: { at, checkpoint, witnesses, auditors } }: Props) {
  const t = useTranslations('transparency.glance')
  const format = useFormatter()
  if (typeof checkpoint === 'string')
    return <p className="rounded-2xl border border-line bg-surface p-5 text-lg font-semibold sm:p-6">{t(checkpoint)}</p>
  const { size, root, time } = checkpoint
  const signed = (parties: readonly { readonly onNewest: boolean }[]) => ({
    signed: parties.filter(({ onNewest }) => onNewest).length,
    count: parties.length,
  })
  return (
    <section aria-label={t('title')} className="overflow-clip rounded-2xl border border-line bg-surface">
      <dl className="grid gap-px bg-line sm:grid-cols-2 lg:grid-cols-4">
        <Fact name={t('entries')}>{format.number(size)}</Fact>
        <Fact name={t('sealed')}>
          <Ago at={time} now={at} />
        </Fact>
        <Fact name={t('witnesses')}>{t('of', signed(witnesses))}</Fact>
        <Fact name={t('auditors')}>{t('of', signed(auditors))}</Fact>
      </dl>
      <p className="border-t border-line px-5 py-4 text-muted sm:px-6">
        {t.rich('checkpoint', {
          at: () => <Instant at={time} />,
          root: () => <span className="font-mono text-[0.9375rem] break-all text-ink">{root}</span>,
        })}
      </p>
    </section>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 bg-surface px-5 py-3 sm:flex-col-reverse sm:items-start sm:justify-end sm:gap-0 sm:px-6 sm:py-5">
      <dt className="text-muted">{name}</dt>
      <dd className="text-right text-xl font-semibold tracking-tight sm:text-left sm:text-3xl">{children}</dd>
    </div>
  )
}
