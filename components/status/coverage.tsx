import { useTranslations } from 'next-intl'
import { Day } from '#components/public/day.tsx'
import { Section } from '#components/public/section.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Axis, Legend } from './coverage-bar.tsx'
import { COLUMNS, CoverageRow } from './coverage-row.tsx'
import type { CoveredSystem } from './coverage-words.tsx'
import { worstFirst } from './silence.ts'
import { timeScale } from './time-scale.ts'

type Props = {
  readonly coverage:
    | 'unreadable'
    | { readonly began: string | undefined; readonly from: string; readonly systems: readonly CoveredSystem[]; readonly more: number }
  readonly at: string
}

/** Each record system: since when it reports, when it was last heard from, and what is known to be missing or late. */
export function Coverage({ coverage, at }: Props) {
  const t = useTranslations('coverage')
  if (coverage === 'unreadable' || coverage.systems.length === 0)
    return (
      <Section id="coverage" title={t('title')} lead={t('lead')}>
        <p>{t(coverage === 'unreadable' ? 'unreadable' : 'empty')}</p>
      </Section>
    )
  const { began, from, systems, more } = coverage
  const scale = timeScale(systems, { from, at })
  return (
    <Section id="coverage" title={t('title')} lead={t('lead')}>
      <div className="overflow-clip rounded-2xl border border-line bg-surface">
        <div className={`${COLUMNS} px-5 pt-4 pb-1 sm:px-6`}>
          <div className="lg:col-start-2">
            <Axis scale={scale} />
          </div>
        </div>
        <ul>
          {systems.toSorted(worstFirst).map((system) => (
            <CoverageRow key={`${system.name} ${system.registered}`} system={system} scale={scale} began={began} now={at} />
          ))}
        </ul>
      </div>
      {more > 0 && <p className="mt-3 font-semibold">{t('more', { count: more })}</p>}
      <Legend />
      <div className="mt-4 grid max-w-[66ch] gap-3 text-muted">
        {began !== undefined && <p>{t.rich('began', { day: () => <Day day={began} /> })}</p>}
        <p>{t('missing')}</p>
        <Disclosure summary={t('rule.title')}>
          <ul className="grid list-disc gap-1.5 pl-5">
            {(['silent', 'late', 'before', 'span', 'counts'] as const).map((rule) => (
              <li key={rule}>{t(`rule.${rule}`)}</li>
            ))}
          </ul>
        </Disclosure>
      </div>
    </Section>
  )
}
