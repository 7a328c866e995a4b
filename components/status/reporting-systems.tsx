import { useFormatter, useTranslations } from 'next-intl'
import { dayWords } from '#components/public/day.tsx'
import { Explain } from '#components/ui/explain.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { Tag } from '#components/ui/tag.tsx'
import { CoverageWords, type CoveredSystem } from './coverage-words.tsx'
import { silentSince, worstFirst } from './silence.ts'

type Coverage = 'unreadable' | { readonly systems: readonly CoveredSystem[]; readonly more: number }
type Props = { readonly coverage: Coverage; readonly at: string }

/** Silent record systems that are warned of one by one. */
const MOST_WARNINGS = 3

/** Below the promise, what it cannot say: whose looks are on the list at all, and who has fallen silent. */
export function ReportingSystems({ coverage, at }: Props) {
  const t = useTranslations('sources')
  if (coverage === 'unreadable')
    return (
      <section aria-label={t('title')} className="mt-3 flex gap-3 rounded-2xl border border-line bg-surface p-4 sm:px-5">
        <Icon name="question" className="mt-0.5 size-5 text-grey" />
        <p className="max-w-[66ch]">{t('unreadable')}</p>
      </section>
    )
  const { systems, more } = coverage
  const active = systems.filter((system) => system.active)
  const silent = active.filter((system) => silentSince(system) !== undefined)
  const seldom = active.filter(({ rhythm }) => !rhythm).length
  return (
    <section aria-label={t('title')} className="mt-3 overflow-clip rounded-2xl border border-line bg-surface">
      {silent.length > 0 && <Warning silent={silent} />}
      <details className="group px-4 py-2 sm:px-5">
        <summary className="flex min-h-9 list-none items-center justify-between gap-3 rounded [&::-webkit-details-marker]:hidden">
          <span>
            <span className="font-semibold text-accent underline underline-offset-3">{t('title')}</span>{' '}
            <span className="text-muted">{t('count', { count: active.length + more, silent: silent.length })}</span>
          </span>
          <Icon name="chevron" className="size-6 text-accent group-open:rotate-180 print:hidden" />
        </summary>
        <p className="mt-2 max-w-[66ch] text-muted">
          {seldom > 0 && t('noRhythm', { count: seldom })} {t('notHere')}
        </p>
        <ul className="my-2">
          {systems.toSorted(worstFirst).map((system) => (
            <SystemItem key={system.id} system={system} at={at} />
          ))}
        </ul>
        <p className="mb-2">{t.rich('more', { a: (text) => <a href="/status#coverage">{text}</a> })}</p>
      </details>
    </section>
  )
}

function Warning({ silent }: { readonly silent: readonly CoveredSystem[] }) {
  const t = useTranslations('sources')
  const format = useFormatter()
  return (
    <div className="flex gap-3 border-b border-line bg-warn-tint p-4 text-warn shadow-[inset_4px_0_0_var(--warn)] sm:px-5">
      <Icon name="alert" className="mt-0.5 size-6" />
      <div className="grid max-w-[66ch] gap-1 font-semibold">
        {silent.slice(0, MOST_WARNINGS).map((system) => (
          <p key={system.id}>{t('silent', { name: system.name, day: dayWords(format, silentSince(system) ?? '') })}</p>
        ))}
        {silent.length > MOST_WARNINGS && <p>{t('moreSilent', { count: silent.length - MOST_WARNINGS })}</p>}
      </div>
    </div>
  )
}

function SystemItem({ system, at }: { readonly system: CoveredSystem; readonly at: string }) {
  const t = useTranslations('coverage')
  const explain = useTranslations('explain.system')
  const { name, organisation, active, kind } = system
  return (
    <li className="border-t border-line py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b>{name}</b>
        <span className="text-muted">{organisation}</span>
        {silentSince(system) !== undefined && <Tag tone="warn">{t('silentNow')}</Tag>}
        {!active && <Tag>{t('off')}</Tag>}
      </p>
      <CoverageWords system={system} now={at} />
      <Explain question={explain('question')}>
        <p>
          {explain(kind)} {explain('runBy', { organisation })}
        </p>
      </Explain>
    </li>
  )
}
