import { useFormatter, useTranslations } from 'next-intl'
import { StateTag } from '#components/dispute/status.tsx'
import { Button } from '#components/ui/button.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { Select } from '#components/ui/select.tsx'
import type { HeldCase } from '#lib/dispute/overview.ts'
import type { Colleague } from '#lib/dispute/staff-view.ts'

type Props = {
  readonly agent: string
  readonly visit: string
  readonly others: readonly Colleague[]
  readonly cases: readonly HeldCase[]
}

/** The open questions of an agent, to be ticked and given to another one. */
export function HeldCases({ agent, visit, others, cases }: Props) {
  const t = useTranslations('overview.held')
  if (cases.length === 0) return <p className="text-lg text-muted">{t('none')}</p>
  if (others.length === 0) return <p className="text-lg text-muted">{t('noAgents')}</p>
  return (
    <form method="post" action={`/api/support/overview/agents/${agent}`} className="grid max-w-2xl gap-6">
      <input type="hidden" name="visit" value={visit} />
      <ChoiceGroup legend={t('cases')}>
        {cases.map((one) => (
          <Choice key={one.id} type="checkbox" name="case" value={one.id} label={<Words held={one} />} />
        ))}
      </ChoiceGroup>
      <Select
        label={t('to')}
        name="to"
        required
        options={[{ value: '', text: t('choose') }, ...others.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <Button type="submit" look="primary" className="justify-self-start">
        {t('give')}
      </Button>
    </form>
  )
}

function Words({ held: { reference, state, submittedAt, dueAt, overdue } }: { readonly held: HeldCase }) {
  const t = useTranslations('overview.held')
  const format = useFormatter()
  const day = (at: number) => format.dateTime(at, { dateStyle: 'long' })
  return (
    <>
      <b>{reference}</b> <StateTag state={state} /> {overdue && <b className="text-warn">{t('overdue')}</b>}
      <span className="block text-[0.9375rem] text-muted">
        {/* It is due at the end of a day: that day is named, and not the one that begins then. */}
        {t('sent', { day: day(Date.parse(submittedAt)) })} ·{' '}
        {dueAt === undefined ? t('noDue') : t('due', { day: day(Date.parse(dueAt) - 1) })}
      </span>
    </>
  )
}
