import { useTranslations } from 'next-intl'
import { Parties, type Party } from '#components/public/parties.tsx'
import { Quorum, type QuorumRule } from '#components/public/quorum.tsx'
import { Section } from '#components/public/section.tsx'

type Props = {
  readonly status: {
    readonly at: string
    readonly quorum: QuorumRule
    readonly witnesses: readonly Party[]
    readonly auditors: readonly Party[]
    readonly remembered: boolean
  }
  readonly demo: boolean
}

/** Who signs beside the operator, and what each of them has checked. */
export function Watchers({ status: { at, quorum, witnesses, auditors, remembered }, demo }: Props) {
  const t = useTranslations('transparency')
  return (
    <>
      <Section id="witnesses" title={t('witnesses.title')} lead={t('witnesses.lead')}>
        {witnesses.length > 0 && <Parties parties={witnesses} now={at} remembered={remembered} />}
        <p className="mt-4 max-w-[66ch] font-semibold">
          <Quorum rule={quorum} />
        </p>
        <p className="mt-1 max-w-[66ch] text-muted">{t(demo ? 'witnesses.demo' : 'witnesses.names')}</p>
      </Section>
      <Section id="auditors" title={t('auditors.title')} lead={t('auditors.lead')}>
        {auditors.length === 0 ? <p>{t('auditors.none')}</p> : <Parties parties={auditors} now={at} remembered={remembered} />}
      </Section>
    </>
  )
}
