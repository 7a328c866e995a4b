import { useFormatter, useTranslations } from 'next-intl'
import { StateTag } from '#components/dispute/status.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { QueueRow as Row, StaffQueue } from '#lib/dispute/queue-view.ts'
import { visible } from '#lib/event/visible.ts'
import { DueWords } from './due-words.tsx'

type Props = { readonly row: Row; readonly organisations: ReadonlyMap<string, string> } & Pick<StaffQueue, 'names' | 'staff' | 'now'>

/** One case of the queue: what it is about and what is due, and nothing of what is in it. */
export function QueueRow({ row, organisations, names, staff, now }: Props) {
  const t = useTranslations('support.facts')
  const words = useTranslations('dispute')
  const format = useFormatter()
  const { id, reference, state, severity, reasons, organisation, assignee, automatic, proposed, submittedAt } = row
  const holder = assignee === null ? t('nobody') : assignee === staff ? t('me') : (names.get(assignee) ?? t('somebody'))
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 sm:px-5 lg:grid-cols-[14rem_1fr_16rem]">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1 lg:flex-col">
        <a href={`/support/cases/${id}`} className="inline-flex min-h-11 items-center text-lg font-semibold lg:min-h-8">
          {reference}
        </a>
        <StateTag state={state} />
      </div>
      <div className="min-w-0">
        <p>
          <DueWords row={row} now={now} />
        </p>
        <p className="break-words">{format.list(reasons.map((reason) => words(`reason.${reason}`)))}</p>
        <p className="flex flex-wrap gap-2 pt-1">
          {automatic && <Tag>{t('automatic')}</Tag>}
          {proposed && <Tag tone="wait">{t('proposed')}</Tag>}
        </p>
      </div>
      <dl className="grid grid-cols-[auto_1fr] content-start gap-x-3 text-[0.9375rem]">
        <dt className="text-muted">{t('severity')}</dt>
        <dd>{words(`severity.${severity}`)}</dd>
        <dt className="text-muted">{t('organisation')}</dt>
        <dd className="break-words">{organisations.get(organisation) ?? visible(organisation)}</dd>
        <dt className="text-muted">{t('holder')}</dt>
        <dd className="break-words">{holder}</dd>
        <dd className="col-span-2 text-muted">{t('asked', { day: format.dateTime(submittedAt, { dateStyle: 'long' }) })}</dd>
      </dl>
    </li>
  )
}
