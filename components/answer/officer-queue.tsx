import { useFormatter, useTranslations } from 'next-intl'
import { useId } from 'react'
import { StateTag } from '#components/dispute/status.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { AskedCase, OfficerQueue as Queue } from '#lib/dispute/officer-view.ts'
import { ProviderDue } from './provider-due.tsx'

/** What a privacy officer's organisation was asked: what waits, by its deadline, and what does not wait any more. */
export function OfficerQueue({ queue: { organisation, waiting, others, overdue } }: { readonly queue: Queue }) {
  const t = useTranslations('answer')
  return (
    <>
      <p className="mt-3 text-lg text-muted">{t('lead', { organisation })}</p>
      <p className="mt-1 text-lg font-semibold">{t('counts', { waiting: waiting.length, overdue })}</p>
      <List title={t('waiting')} none={t('noneWaiting')} cases={waiting} />
      <List title={t('others')} none={t('noneOthers')} cases={others} />
    </>
  )
}

function List({ title, none, cases }: { readonly title: string; readonly none: string; readonly cases: readonly AskedCase[] }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="mt-8">
      <h2 id={id} className="mb-3 text-xl">
        {title}
      </h2>
      {cases.length === 0 ? (
        <p className="text-muted">{none}</p>
      ) : (
        <ol aria-labelledby={id} className="divide-y divide-line rounded-2xl border border-line bg-surface">
          {cases.map((asked) => (
            <Row key={asked.id} asked={asked} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Row({ asked }: { readonly asked: AskedCase }) {
  const t = useTranslations('answer')
  const reason = useTranslations('dispute.reason')
  const format = useFormatter()
  const { id, reference, state, askedAt, answeredAt, due, reasons, entries, drafted } = asked
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: 'long' })
  const waits = state === 'awaiting_provider'
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[12rem_1fr] sm:px-5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1 sm:flex-col">
        <a href={`/support/answers/${id}`} className="inline-flex min-h-11 items-center text-lg font-semibold sm:min-h-8">
          {reference}
        </a>
        {!waits && <StateTag state={state} />}
        {drafted && <Tag tone="wait">{t('drafted')}</Tag>}
      </div>
      <div className="min-w-0">
        {waits && due && (
          <p>
            <ProviderDue due={due} />
          </p>
        )}
        {!waits && <p>{answeredAt === undefined ? t('notNeeded') : t('answered', { day: day(answeredAt) })}</p>}
        <p className="break-words">{format.list(reasons.map((one) => reason(one)))}</p>
        <p className="text-[0.9375rem] text-muted">
          {t('asked', { day: day(askedAt) })} · {t('entries', { count: entries })}
        </p>
      </div>
    </li>
  )
}
