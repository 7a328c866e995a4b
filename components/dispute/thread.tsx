import { useFormatter, useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { CaseEntry, CaseView, EventView } from '#lib/dispute/view.ts'
import { organisationName } from './names.ts'
import { reminderWords } from './reminder.ts'

type Props = {
  readonly view: Pick<CaseView, 'events' | 'files' | 'seen'>
  readonly entries: readonly CaseEntry[]
  readonly reader: 'patient' | 'staff'
  /** Where files are opened: the address without the file's id. */
  readonly filesAt: string
}

/** What happened in a case, oldest first, as far as this reader may see it. */
export function Thread({ view, entries, reader, filesAt }: Props) {
  const t = useTranslations('dispute.thread')
  return (
    <ol aria-label={t('label')} className="grid gap-3">
      {view.events.map((event) => (
        <Happened key={event.number} event={event} view={view} entries={entries} reader={reader} filesAt={filesAt} />
      ))}
    </ol>
  )
}

const FRAME = {
  patient: 'border-accent bg-tint sm:ml-10',
  officer: 'border-edge bg-raised sm:mr-10',
  clock: 'border-line bg-raised',
  agent: 'border-line bg-surface sm:mr-10',
  supervisor: 'border-line bg-surface sm:mr-10',
} as const

function Happened({ event, view, entries, reader, filesAt }: Props & { readonly event: EventView }) {
  const t = useTranslations('dispute')
  const format = useFormatter()
  const { number, at, step, party, authorName, audience, text, detail } = event
  const reminder = reminderWords(detail, useTranslations('dispute.reminder'))
  const files = view.files.filter((file) => file.number === number)
  const isNew = reader === 'patient' && number > view.seen && party !== 'patient' && audience === 'everybody'
  const hidden = reader === 'patient' && audience !== 'everybody'
  return (
    <li id={`event-${number}`} className={`rounded-xl border p-4 ${FRAME[detail.said ? 'patient' : party]}`}>
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h3 className="text-base">{t(`step.${step}`)}</h3>
        {isNew && <Tag tone="wait">{t('thread.new')}</Tag>}
        {reader === 'staff' && audience !== 'everybody' && <Tag>{t(`thread.audience.${audience}`)}</Tag>}
      </div>
      <p className="text-[0.9375rem] text-muted">
        {party === 'clock' && t('party.clock')}
        {party === 'patient' && authorName}
        {party !== 'clock' &&
          party !== 'patient' &&
          t(detail.said ? `thread.said.${detail.said}` : 'thread.by', { name: authorName, party: t(`party.${party}`) })}
        {' · '}
        <DayAndClock at={at} />
      </p>
      {reminder !== undefined && <p className="mt-2">{reminder}</p>}
      {detail.outcome && <p className="mt-2 font-semibold">{t(`outcome.${detail.outcome}`)}</p>}
      {detail.finding && <p className="mt-2">{t('thread.finding', { finding: t(`outcome.${detail.finding}`) })}</p>}
      {detail.provider !== undefined && <p className="mt-2">{organisationName(entries, detail.provider)}</p>}
      {detail.body && <p className="mt-2">{t('thread.body', { body: t(`body.${detail.body}`) })}</p>}
      {detail.reasons && <p className="mt-2">{format.list(detail.reasons.map((reason) => t(`reason.${reason}`)))}</p>}
      {text !== undefined && <p className="mt-2 max-w-prose break-words whitespace-pre-line">{text}</p>}
      {hidden && <p className="mt-2 text-muted">{t('thread.notForYou')}</p>}
      {files.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-x-5">
          {files.map(({ id, name, kind }) => (
            <li key={id}>
              {kind === 'proof' && reader === 'staff' ? (
                t('thread.proof', { name })
              ) : (
                <a href={`${filesAt}/${id}`} className="inline-flex min-h-11 items-center gap-1.5 break-all font-semibold">
                  <Icon name={kind === 'proof' ? 'check' : 'document'} />
                  {kind === 'proof' ? t('thread.proof', { name }) : name}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
