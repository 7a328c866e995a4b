'use client'

import { useTranslations } from 'next-intl'
import { Progress } from '#components/ui/progress.tsx'
import { PromiseBox } from './promise.tsx'
import { useProgress, type Visit } from './use-visit.ts'

/** Before the first verdict. What the server rendered must be true of a browser that never runs the check. */
export function Checking({ visit: { session, report, completing } }: { readonly visit: Visit }) {
  const t = useTranslations('promise')
  const progress = useProgress(session)
  const [done, total] = completing ? [report?.covered ?? 0, report?.size ?? 0] : [progress?.done ?? 0, progress?.total ?? 0]
  return (
    <PromiseBox icon="question" ink="text-grey" tint="bg-grey-tint">
      <p className="font-semibold sm:text-lg">{session ? t('checking') : t('notYet')}</p>
      <p className="text-muted lg:hidden noscript:hidden">{t('checkingWhat')}</p>
      <p className="hidden text-muted noscript:block">{t('noScript')}</p>
      <p className="flex min-h-7 flex-wrap items-center gap-x-3 pt-1 text-muted">
        {session && (
          <>
            <Progress label={t('progress')} done={done} total={total} />
            {completing ? t('covered', { covered: done, size: total }) : t(`phase.${progress?.phase ?? 'fetching'}`)}
          </>
        )}
      </p>
    </PromiseBox>
  )
}
