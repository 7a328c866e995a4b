import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Parties, type Party } from '#components/public/parties.tsx'
import { Quorum, type QuorumRule } from '#components/public/quorum.tsx'
import { FullCheck } from './full-check.tsx'
import { type Newest, Sealing } from './sealing.tsx'

type Props = {
  readonly status: {
    readonly at: string
    readonly fresh: number
    readonly checkpoint: Newest | 'none' | 'mismatch' | 'unreadable'
    readonly quorum: QuorumRule
    readonly witnesses: readonly Party[]
    readonly auditors: readonly Party[]
    readonly remembered: boolean
    readonly fsck:
      | { readonly finishedAt: string; readonly size: number; readonly differences: number; readonly late: boolean }
      | 'none'
      | 'unreadable'
  }
}

/** The four things that must go on for the log to be worth believing. */
export function Cards({ status }: Props) {
  const t = useTranslations('status')
  const { at, fresh, checkpoint, quorum, witnesses, auditors, remembered, fsck } = status
  return (
    <div className="mt-5 grid gap-5 md:grid-cols-2">
      <Part id="sealing" title={t('sealing.title')}>
        <Sealing checkpoint={checkpoint} fresh={fresh} now={at} />
      </Part>
      <Part id="check" title={t('check.title')}>
        <FullCheck fsck={fsck} now={at} />
      </Part>
      <Part id="witnesses" title={t('witnesses')}>
        <Parties parties={witnesses} now={at} remembered={remembered} compact />
        <p className="mt-3 text-muted">
          <Quorum rule={quorum} />
        </p>
      </Part>
      <Part id="auditors" title={t('auditors.title')}>
        {auditors.length === 0 ? <p>{t('auditors.none')}</p> : <Parties parties={auditors} now={at} remembered={remembered} compact />}
        <p className="mt-3 text-muted">{t('auditors.what')}</p>
      </Part>
    </div>
  )
}

function Part({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-6 rounded-2xl border border-line bg-surface p-5 sm:p-6">
      <h2 id={`${id}-title`} className="mb-3 text-base text-muted">
        {title}
      </h2>
      {children}
    </section>
  )
}
