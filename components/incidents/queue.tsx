import { useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { IncidentState } from '#lib/dispute/incident.ts'
import { codeKey } from './words.ts'

type Row = {
  readonly id: string
  readonly reference: string
  readonly code: string
  readonly proved: boolean
  readonly state: IncidentState
  readonly reports: number
  readonly frozen: boolean
  readonly openedAt: string
}

/** Incidents in the order in which they are to be looked at. */
export function IncidentQueue({ incidents }: { readonly incidents: readonly Row[] }) {
  const t = useTranslations('incidents')
  if (incidents.length === 0) return <p className="mt-6 text-lg">{t('none')}</p>
  return (
    <ul className="mt-6 rounded-2xl border border-line bg-surface">
      {incidents.map(({ id, reference, code, proved, state, reports, frozen, openedAt }) => (
        <li key={id} className="border-t border-line px-4 py-4 first:border-t-0 sm:px-5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a href={`/support/incidents/${id}`} className="inline-flex min-h-8 items-center font-semibold">
              {reference}
            </a>
            <Tag tone={proved ? 'warn' : 'grey'}>{t(proved ? 'proved' : 'unproven')}</Tag>
            <Tag>{t(`state.${state}`)}</Tag>
            {frozen && <Tag tone="wait">{t('frozen')}</Tag>}
          </p>
          <p className="mt-1 max-w-[66ch]">{proved ? t(`code.${codeKey(code)}`) : t('claimed', { claim: t(`code.${codeKey(code)}`) })}</p>
          <p className="mt-1 text-muted">{t.rich('reported', { count: reports, at: () => <DayAndClock at={openedAt} /> })}</p>
        </li>
      ))}
    </ul>
  )
}
