import { useTranslations } from 'next-intl'
import { Ago } from '#components/public/ago.tsx'
import { Day } from '#components/public/day.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { CoverageBar } from './coverage-bar.tsx'
import type { TimeScale } from './time-scale.ts'

export type CoverageGap = {
  readonly kind: 'silent' | 'late'
  readonly from: string
  readonly to: string | undefined
  readonly reported: string | undefined
  readonly whole: boolean
}

export type CoveredSystem = {
  readonly name: string
  readonly organisation: string
  readonly active: boolean
  readonly registered: string
  readonly since: string | undefined
  readonly lastHeard?: string | undefined
  readonly rhythm: boolean
  readonly gaps: readonly CoverageGap[]
}

type Props = { readonly system: CoveredSystem; readonly scale: TimeScale; readonly began: string | undefined; readonly now: string }

/** The list and the axis above it. */
export const COLUMNS = 'grid gap-x-10 gap-y-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'

export function CoverageRow({ system, scale, began, now }: Props) {
  const t = useTranslations('coverage')
  const { name, organisation, active, registered, since, lastHeard, rhythm, gaps } = system
  const silent = active && gaps.some(({ kind, to }) => kind === 'silent' && to === undefined)
  return (
    <li className={`${COLUMNS} border-t border-line p-5 sm:px-6`}>
      <div>
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base">
          {name}
          {silent && <Tag tone="warn">{t('silentNow')}</Tag>}
          {!active && <Tag>{t('off')}</Tag>}
        </h3>
        <p className="text-muted">{organisation}</p>
      </div>
      <div className="min-w-0">
        {since === undefined || lastHeard === undefined ? (
          <p>{t.rich('nothing', { day: () => <Day day={registered} /> })}</p>
        ) : (
          <>
            <CoverageBar system={system} since={since} scale={scale} began={began} />
            <p className="mt-2 text-muted">
              {t.rich('since', { day: () => <Day day={since} /> })} {t.rich('heard', { ago: () => <Ago at={lastHeard} now={now} /> })}{' '}
              {gaps.length === 0 && t(rhythm ? 'noGaps' : 'noRhythm')}
            </p>
            <ul>
              {gaps.map((gap) => (
                <li key={`${gap.kind} ${gap.from}`} className="mt-1 font-semibold text-warn">
                  <GapSentence gap={gap} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </li>
  )
}

function GapSentence({ gap: { kind, from, to, reported, whole } }: { readonly gap: CoverageGap }) {
  const t = useTranslations('coverage.gap')
  const days = {
    from: () => <Day day={from} />,
    to: () => <Day day={to ?? from} />,
    reported: () => <Day day={reported ?? from} />,
    days: from === to ? 'one' : 'more',
  }
  if (kind === 'silent') return t.rich(to === undefined ? 'open' : 'silent', days)
  return t.rich(whole ? 'late' : 'partlyLate', days)
}
