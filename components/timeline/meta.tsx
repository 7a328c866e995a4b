import { useTranslations } from 'next-intl'
import { type Line, markOf, mayBeSeveral, rowsOf } from './arrange.ts'
import { Clock, DayAndClock } from './clock.tsx'
import { isLate } from './late.ts'
import { Reason } from './reason.tsx'
import { isShown } from './row.ts'
import { Tags } from './tags.tsx'
import { VerdictMark } from './verdict-mark.tsx'

/** Below the sentence: when, how often, why, what is special about it, and the verdict, which never pushes the sentence. */
export function Meta({ line }: { readonly line: Line }) {
  const t = useTranslations('timeline')
  const [{ row }] = line.looks
  const rows = rowsOf(line)
  const newest = rows[0]?.event
  const oldest = rows.at(-1)?.event
  return (
    <div className="mt-0.5 flex flex-wrap items-start gap-x-3 gap-y-1 text-[0.9375rem] text-muted sm:flex-nowrap">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {newest && oldest && (
          <p>
            {newest !== oldest && (
              <>
                <Clock at={oldest.accessedAt} />–
              </>
            )}
            <Clock at={newest.accessedAt} />
            {rows.length > 1 && <> · {t('times', { count: rows.length })}</>}
            {rows.length > 1 && mayBeSeveral(line) && <> {t('several')}</>}
            {isLate(newest) && (
              <> · {rows.length > 1 ? t('reportedLater') : t.rich('reportedOn', { at: () => <DayAndClock at={newest.recordedAt} /> })}</>
            )}
            <Reason event={newest} />
          </p>
        )}
        <Tags line={line} />
      </div>
      <span className="sm:ml-auto">
        <VerdictMark mark={markOf(line)} count={line.looks.length} hidden={!isShown(row)} />
      </span>
    </div>
  )
}
