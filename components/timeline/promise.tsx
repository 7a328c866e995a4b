'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { Report } from '#lib/verify/types.ts'
import { Checking } from './checking.tsx'
import { NotChecked } from './not-checked.tsx'
import { Shortfalls } from './shortfalls.tsx'
import type { Visit } from './use-visit.ts'

type Props = { readonly visit: Visit; readonly operator: string; readonly actions: ReactNode }

/** The one quiet promise of the page. It never says more than the level that was reached. */
export function QuietPromise({ visit, operator, actions }: Props) {
  const { report } = visit
  const verdict = report?.verdict
  if (!report || verdict === undefined || verdict === 'checking' || (verdict === 'verified' && visit.completing))
    return <Checking visit={visit} />
  if (verdict === 'verified') return <Kept report={report} visit={visit} operator={operator} actions={actions} />
  return <NotChecked verdict={verdict === 'waiting' ? 'waiting' : 'unchecked'} visit={visit} />
}

function Kept({ report, visit, operator, actions }: Props & { readonly report: Report }) {
  const t = useTranslations('promise')
  const format = useFormatter()
  const { size, covered, complete, level, returning, checkedAt } = report
  const since = returning === undefined ? 'first' : returning.size === size ? 'same' : 'grown'
  const values = { count: complete ? size : covered, size, operator, since, before: returning?.size ?? 0 }
  return (
    <PromiseBox
      icon="check"
      ink="text-ok"
      tint="bg-ok-tint"
      actions={
        <>
          {!complete && (
            <Button look="quiet" onClick={visit.loadAll} disabled={visit.isLoading}>
              {t('checkAll', { size })}
            </Button>
          )}
          {actions}
        </>
      }
    >
      <p className="font-semibold sm:text-lg">{t(complete ? (size === 0 ? `none.${level}` : level) : 'partial', values)}</p>
      <p className="text-muted">
        {t('checked', { time: format.dateTime(checkedAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) })}
        {!complete && <> {t('covered', { covered, size })}</>}
      </p>
      {visit.failed && <p className="font-semibold">{t('failed')}</p>}
      <Shortfalls report={report} />
    </PromiseBox>
  )
}

type BoxProps = {
  readonly icon: IconName
  readonly ink: string
  readonly tint: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function PromiseBox({ icon, ink, tint, actions, children }: BoxProps) {
  return (
    <div className="flex gap-3 sm:gap-4">
      <span className={`mt-0.5 grid size-8 shrink-0 place-items-center rounded-full sm:size-10 ${tint} ${ink}`}>
        <Icon name={icon} className="size-5 sm:size-6" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-x-8 gap-y-1 md:flex-row md:items-center md:justify-between">
        <div className="max-w-[66ch] flex-1">{children}</div>
        {actions && <div className="flex flex-wrap gap-x-6 md:flex-col md:items-end">{actions}</div>}
      </div>
    </div>
  )
}
