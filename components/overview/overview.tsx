import { useFormatter, useTranslations } from 'next-intl'
import { dayWords } from '#components/public/day.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { OutcomeGroup, Overview } from '#lib/dispute/overview.ts'
import { Ages } from './ages.tsx'
import { OverviewFilterForm } from './filter.tsx'
import { OutcomeGroups, Outcomes } from './outcomes.tsx'
import { Overdue } from './overdue.tsx'
import { Reviews } from './reviews.tsx'
import { Shares } from './shares.tsx'
import { Times } from './times.tsx'
import { Weeks } from './weeks.tsx'
import { Workload } from './workload.tsx'

const GRID = 'mt-3 grid grid-cols-1 items-start gap-5 lg:grid-cols-2'

/** How the work goes: as it stands now, and what came of it in the days that were chosen. */
export function OverviewParts({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('overview')
  const reason = useTranslations('dispute.reason')
  const format = useFormatter()
  const { from, to } = overview.filter
  const organisation = ({ key, name = key }: OutcomeGroup) => name
  return (
    <>
      <OverviewFilterForm overview={overview} />
      <h2 className="mt-8 text-xl">{t('now')}</h2>
      <div className={GRID}>
        <Workload workload={overview.workload} />
        <Ages ages={overview.ages} />
        <Overdue overdue={overview.overdue} />
        <Weeks weeks={overview.weeks} />
      </div>
      <h2 className="mt-8 text-xl">{t('period', { from: dayWords(format, from), to: dayWords(format, to) })}</h2>
      <div className={GRID}>
        <Outcomes outcomes={overview.outcomes} />
        <Times times={overview.times} />
        <OutcomeGroups
          title={t('byOrganisation.title')}
          heading={t('byOrganisation.organisation')}
          groups={overview.byOrganisation}
          nameOf={organisation}
        />
        <OutcomeGroups
          title={t('byReason.title')}
          heading={t('byReason.reason')}
          groups={overview.byReason}
          nameOf={({ key }) => reason(key as 'other')}
          note={t('byReason.note')}
        />
        <Shares {...overview} />
        <Reviews reviews={overview.reviews} />
      </div>
      <Files filter={overview.filter} />
    </>
  )
}

function Files({ filter: { from, to, organisation } }: Pick<Overview, 'filter'>) {
  const t = useTranslations('overview')
  const address = (table: string) =>
    `/api/support/overview.csv?${new URLSearchParams({ table, from, to, ...(organisation !== undefined && { organisation }) })}`
  return (
    <section aria-labelledby="files" className="mt-8 print:hidden">
      <h2 id="files" className="text-xl">
        {t('files')}
      </h2>
      <p className="mt-1 max-w-prose text-muted">{t('filesText')}</p>
      <p className="mt-3 flex flex-wrap gap-3">
        {(['figures', 'cases'] as const).map((table) => (
          <ButtonLink key={table} href={address(table)} download>
            <Icon name="download" />
            {t(`file.${table}`)}
          </ButtonLink>
        ))}
      </p>
    </section>
  )
}
