import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { type Option, Select } from '#components/ui/select.tsx'
import { REASONS, SEVERITIES, STATES } from '#lib/dispute/kinds.ts'
import { DUES, HOLDERS, printQueueFilter } from '#lib/dispute/queue-filter.ts'
import type { StaffQueue } from '#lib/dispute/queue-view.ts'
import { visible } from '#lib/event/visible.ts'

/** Which cases to see: a form that puts it in the address. */
export function QueueFilterForm({ filter, counts }: Pick<StaffQueue, 'filter' | 'counts'>) {
  const t = useTranslations('support.queue')
  const words = useTranslations('dispute')
  const options = (values: readonly string[], name: (value: string) => string, of: ReadonlyMap<string, number>): Option[] => [
    { value: '', text: t('filter.any') },
    ...values.map((value) => {
      const count = of.get(value)
      return { value, text: count === undefined ? name(value) : t('counted', { name: name(value), count }) }
    }),
  ]
  const organisations = [...new Set([...counts.organisations.keys(), ...(filter.organisation === undefined ? [] : [filter.organisation])])]
  const selects = [
    ['holder', options(HOLDERS, (one) => t(`filter.holders.${one as 'mine'}`), counts.holders)],
    ['due', options(DUES, (one) => t(`filter.dues.${one as 'soon'}`), counts.dues)],
    ['state', options(STATES, (one) => words(`state.${one as 'triage'}`), counts.states)],
    ['severity', options(SEVERITIES.map(String), (one) => words(`severity.${one as '1'}`), counts.severities)],
    ['reason', options(REASONS, (one) => words(`reason.${one as 'other'}`), counts.reasons)],
    ['organisation', options(organisations.toSorted(), (key) => counts.names.get(key) ?? visible(key), counts.organisations)],
  ] as const
  return (
    <Disclosure summary={t('filter.title')} open={printQueueFilter(filter) !== ''} className="print:hidden">
      <form
        method="get"
        action="/support"
        className="grid gap-4 rounded-2xl border border-line bg-surface p-4 sm:grid-cols-2 lg:grid-cols-3"
      >
        {selects.map(([name, choices]) => (
          <Select key={name} name={name} label={t(`filter.${name}`)} options={choices} defaultValue={String(filter[name] ?? '')} />
        ))}
        <Choice
          type="checkbox"
          name="automatic"
          value="yes"
          label={t('counted', { name: t('filter.automatic'), count: counts.automatic })}
          defaultChecked={filter.automatic === true}
        />
        <div className="flex flex-wrap items-center gap-x-5 gap-y-2 sm:col-span-2 lg:col-span-3">
          <Button type="submit" look="primary">
            {t('filter.apply')}
          </Button>
          <a href="/support" className="inline-flex min-h-11 items-center">
            {t('filter.reset')}
          </a>
        </div>
      </form>
    </Disclosure>
  )
}
