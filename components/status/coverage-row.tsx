import { useTranslations } from 'next-intl'
import { Tag } from '#components/ui/tag.tsx'
import { CoverageBar } from './coverage-bar.tsx'
import { CoverageWords, type CoveredSystem } from './coverage-words.tsx'
import { silentSince } from './silence.ts'
import type { TimeScale } from './time-scale.ts'

type Props = { readonly system: CoveredSystem; readonly scale: TimeScale; readonly began: string | undefined; readonly now: string }

/** The list and the axis above it. */
export const COLUMNS = 'grid gap-x-10 gap-y-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'

export function CoverageRow({ system, scale, began, now }: Props) {
  const t = useTranslations('coverage')
  const { name, organisation, active, since, lastHeard } = system
  return (
    <li className={`${COLUMNS} border-t border-line p-5 sm:px-6`}>
      <div>
        <h3 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base">
          {name}
          {silentSince(system) !== undefined && <Tag tone="warn">{t('silentNow')}</Tag>}
          {!active && <Tag>{t('off')}</Tag>}
        </h3>
        <p className="text-muted">{organisation}</p>
      </div>
      <div className="grid min-w-0 gap-2">
        {since !== undefined && lastHeard !== undefined && <CoverageBar system={system} since={since} scale={scale} began={began} />}
        <div>
          <CoverageWords system={system} now={now} />
        </div>
      </div>
    </li>
  )
}
