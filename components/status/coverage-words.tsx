import { useTranslations } from 'next-intl'
import { Ago } from '#components/public/ago.tsx'
import { Day } from '#components/public/day.tsx'
import type { NotReported, RecordSystemKind } from '#lib/event/record-system.ts'
import { LeavesOut } from './leaves-out.tsx'

type CoverageGap = {
  readonly kind: 'silent' | 'late'
  readonly from: string
  readonly to: string | undefined
  readonly reported: string | undefined
  readonly whole: boolean
}

export type CoveredSystem = {
  readonly id: string
  readonly kind: RecordSystemKind
  readonly notReported: readonly NotReported[] | undefined
  readonly name: string
  readonly organisation: string
  readonly active: boolean
  readonly registered: string
  readonly since: string | undefined
  readonly lastHeard?: string | undefined
  readonly rhythm: boolean
  readonly gaps: readonly CoverageGap[]
}

/** What is known of one record system: since when, last heard from, its gaps, and what it leaves out by its own word. */
export function CoverageWords({ system, now }: { readonly system: CoveredSystem; readonly now: string }) {
  const t = useTranslations('coverage')
  const { registered, since, lastHeard, rhythm, gaps, notReported } = system
  return (
    <>
      <p className="text-muted">
        {since === undefined || lastHeard === undefined ? (
          t.rich('nothing', { day: () => <Day day={registered} /> })
        ) : (
          <>
            {t.rich('since', { day: () => <Day day={since} /> })} {t.rich('heard', { ago: () => <Ago at={lastHeard} now={now} /> })}{' '}
            {gaps.length === 0 && t(rhythm ? 'noGaps' : 'noRhythm')}
          </>
        )}{' '}
        <LeavesOut notReported={notReported} />
      </p>
      <ul>
        {gaps.map((gap) => (
          <li key={`${gap.kind} ${gap.from}`} className="mt-1 font-semibold text-warn">
            <GapSentence gap={gap} />
          </li>
        ))}
      </ul>
    </>
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
