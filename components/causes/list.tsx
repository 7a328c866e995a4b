import { useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { CauseState } from '#lib/dispute/cause.ts'

type Cause = {
  readonly id: string
  readonly title: string
  readonly state: CauseState
  readonly createdAt: string
  readonly joined: number
  readonly waiting: number
}

/** Causes, those first for which something is to be done. */
export function CauseList({ causes }: { readonly causes: readonly Cause[] }) {
  const t = useTranslations('causes')
  if (causes.length === 0) return <p className="mt-6 text-lg">{t('none')}</p>
  return (
    <ul className="mt-6 rounded-2xl border border-line bg-surface">
      {causes.map(({ id, title, state, createdAt, joined, waiting }) => (
        <li key={id} className="border-t border-line px-4 py-4 first:border-t-0 sm:px-5">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a href={`/support/causes/${id}`} className="inline-flex min-h-8 items-center font-semibold break-words">
              {title}
            </a>
            <Tag tone={state === 'answered' ? 'grey' : 'wait'}>{t(`state.${state}`)}</Tag>
          </p>
          <p className="mt-1 text-muted">
            {t('counts', { joined, waiting })} {t.rich('created', { at: () => <DayAndClock at={createdAt} /> })}
          </p>
        </li>
      ))}
    </ul>
  )
}
