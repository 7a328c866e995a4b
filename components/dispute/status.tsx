import { useTranslations } from 'next-intl'
import { Tag } from '#components/ui/tag.tsx'
import type { State } from '#lib/dispute/kinds.ts'
import type { CaseView } from '#lib/dispute/view.ts'
import { holderOf } from '#lib/dispute/way.ts'

const TONE = { needs_info: 'warn', awaiting_provider: 'wait', provider_answered: 'wait', under_review: 'wait', triage: 'wait' } as const

/** The state of a case in words. */
export function StateTag({ state }: { readonly state: State }) {
  const t = useTranslations('dispute.state')
  const tone = Object.hasOwn(TONE, state) ? TONE[state as keyof typeof TONE] : 'grey'
  return <Tag tone={tone}>{t(state)}</Tag>
}

type Props = {
  readonly view: Pick<CaseView, 'state' | 'events'>
  readonly reader: 'patient' | 'staff'
  /** The name of the organisation that was asked, where one was. */
  readonly provider?: string | undefined
}

/** Who has to do the next thing, in one sentence. */
export function HolderNow({ view: { state, events }, reader, provider = '' }: Props) {
  const t = useTranslations('dispute')
  const holder = holderOf(state)
  const body = events.findLast(({ step }) => step === 'escalate')?.detail.body
  if (holder === 'nobody') return <p>{t(`holder.${state === 'withdrawn' ? 'withdrawn' : 'nobody'}`, { reader })}</p>
  if (holder === 'body') return <p>{t('holder.body', { body: t(`body.${body ?? 'authority'}`) })}</p>
  return <p>{t(`holder.${holder}`, { reader, organisation: provider })}</p>
}
