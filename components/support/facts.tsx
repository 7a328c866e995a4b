import { useFormatter, useTranslations } from 'next-intl'
import { StateTag } from '#components/dispute/status.tsx'
import type { StaffCase } from '#lib/dispute/staff-view.ts'
import { DueWords } from './due-words.tsx'

/** What the queue says of a case. */
export function CaseFacts({ row, holder, organisation, me, now }: Pick<StaffCase, 'row' | 'holder' | 'organisation' | 'me' | 'now'>) {
  const t = useTranslations('support.facts')
  const words = useTranslations('dispute')
  const format = useFormatter()
  const { state, severity, reasons, assignee, automatic } = row
  const who = assignee === null ? t('nobody') : assignee === me.staff ? t('me') : (holder ?? t('somebody'))
  const facts = [
    ['state', <StateTag key="state" state={state} />],
    ['due', <DueWords key="due" row={row} now={now} />],
    ['severity', words(`severity.${severity}`)],
    ['reasons', format.list(reasons.map((reason) => words(`reason.${reason}`)))],
    ['organisation', `${organisation}${automatic ? ` · ${t('automatic')}` : ''}`],
    ['holder', who],
  ] as const
  return (
    <dl className="grid gap-x-6 gap-y-1 rounded-2xl border border-line bg-surface p-5 sm:grid-cols-[auto_1fr]">
      {facts.map(([name, value]) => (
        <div key={name} className="sm:contents">
          <dt className="text-muted">{t(name)}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
