import { useTranslations } from 'next-intl'
import { organisationName } from '#components/dispute/names.ts'
import { Select } from '#components/ui/select.tsx'
import { BODIES, OUTCOMES } from '#lib/dispute/kinds.ts'
import type { StaffCase } from '#lib/dispute/staff-view.ts'

type Props = {
  readonly choice: 'assignee' | 'provider' | 'outcome' | 'body'
  readonly shown: StaffCase
  readonly chosen: string | undefined
}

/** To whom, of whom, or as what. */
export function StepChoice({ choice, shown: { agents, row, opened }, chosen }: Props) {
  const t = useTranslations('support.label')
  const words = useTranslations('dispute')
  const options = {
    assignee: () => agents.filter(({ id }) => id !== row.assignee).map(({ id, name }) => ({ value: id, text: name })),
    provider: () => (opened?.askable ?? []).map((key) => ({ value: key, text: organisationName(opened?.entries ?? [], key) })),
    // Justified takes two.
    outcome: () => OUTCOMES.filter((one) => one !== 'justified').map((one) => ({ value: one, text: words(`outcome.${one}`) })),
    body: () => BODIES.map((one) => ({ value: one, text: words(`body.${one}`) })),
  }
  return <Select label={t(choice)} name={choice} required options={options[choice]()} defaultValue={chosen} />
}
