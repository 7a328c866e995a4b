'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Progress } from '#components/ui/progress.tsx'
import type { Visit } from './use-visit.ts'

type Props = {
  readonly count: number
  readonly loaded: number
  readonly size: number
  readonly visit: Visit
  readonly onClear: () => void
}

/** How many entries are like what was chosen, and among how many: a filter never says less about what was checked than the whole list. */
export function FoundNote({ count, loaded, size, visit, onClear }: Props) {
  const t = useTranslations('found')
  const filter = useTranslations('filter')
  const whole = loaded >= size
  const proven = visit.report?.verdict === 'verified' && visit.report.complete
  return (
    <div className="noscript:hidden">
      <div role="status">
        <p className="text-lg font-semibold">{t('count', { count, size })}</p>
        <p className="text-muted">
          {whole && t(proven ? 'whole' : 'unproven', { size })}
          {!whole && t(visit.failed ? 'failed' : 'loading', { loaded })}
        </p>
      </div>
      {!whole && !visit.failed && <Progress label={t('progress')} done={loaded} total={size} className="mt-1 block w-full max-w-sm" />}
      {!whole && visit.failed && (
        <Button look="quiet" onClick={visit.loadAll} disabled={visit.isLoading}>
          {t('again')}
        </Button>
      )}
      {count === 0 && (
        <div className="mt-6 rounded-2xl border border-line bg-surface px-5 py-8 text-center">
          <h2 className="text-xl">{t('nothing')}</h2>
          <p className="mt-1 mb-4 text-muted">{t(whole ? 'nothingText' : visit.failed ? 'nothingHere' : 'nothingYet')}</p>
          <Button onClick={onClear}>{filter('clear')}</Button>
        </div>
      )}
    </div>
  )
}
