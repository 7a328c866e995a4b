import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { DateRange } from '#components/ui/date-range.tsx'
import { Select } from '#components/ui/select.tsx'
import type { Overview } from '#lib/dispute/overview.ts'

/** Which days and which organisation the overview counts; the address says it, so that it can be kept. */
export function OverviewFilterForm({ overview: { filter, organisations } }: { readonly overview: Overview }) {
  const t = useTranslations('overview.filter')
  const { from, to, organisation = '' } = filter
  return (
    <form
      method="get"
      className="grid items-end gap-4 rounded-2xl border border-line bg-raised p-4 print:hidden sm:grid-cols-[auto_1fr_auto]"
    >
      <DateRange
        legend={t('legend')}
        from={{ label: t('from'), name: 'from', defaultValue: from }}
        to={{ label: t('to'), name: 'to', defaultValue: to }}
      />
      <Select
        label={t('organisation')}
        name="organisation"
        defaultValue={organisation}
        options={[{ value: '', text: t('all') }, ...organisations.map(({ key, name }) => ({ value: key, text: name }))]}
      />
      <Button type="submit" look="primary">
        {t('show')}
      </Button>
    </form>
  )
}
