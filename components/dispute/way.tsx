import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '#components/ui/icon.tsx'
import type { CaseView } from '#lib/dispute/view.ts'
import { type StagePassed, wayOf } from '#lib/dispute/way.ts'

const LOOK = {
  done: { icon: 'check', dot: 'border-ok bg-ok-tint text-ok', line: 'before:bg-ok' },
  now: { icon: 'working', dot: 'border-accent bg-accent text-accent-ink', line: 'before:bg-accent' },
  stopped: { icon: 'close', dot: 'border-grey bg-grey-tint text-grey', line: 'before:bg-grey' },
  'to-come': { icon: undefined, dot: 'border-edge bg-surface text-muted', line: 'before:bg-line' },
} as const satisfies Record<StagePassed['is'], { icon: IconName | undefined; dot: string; line: string }>

/** How far a question has come: each stage in words, and the picture of it. */
export function Way({ marks }: Pick<CaseView, 'marks'>) {
  const t = useTranslations('dispute.way')
  return (
    <ol aria-label={t('label')} className="grid gap-y-1 md:flex">
      {wayOf(marks).map(({ stage, is }, i) => {
        const { icon, dot, line } = LOOK[is]
        return (
          <li
            key={stage}
            aria-current={is === 'now' ? 'step' : undefined}
            className={`relative flex items-center gap-3 md:flex-1 md:flex-col md:items-start md:gap-1 ${
              i > 0
                ? `before:absolute md:before:top-3.5 md:before:-left-full md:before:ml-8 md:before:h-0.5 md:before:w-[calc(100%-2.25rem)] ${line}`
                : ''
            }`}
          >
            <span className={`grid size-7 shrink-0 place-items-center rounded-full border-2 ${dot}`}>
              {icon && <Icon name={icon} className="size-4" />}
            </span>
            <span className={is === 'now' ? 'font-semibold' : is === 'to-come' ? 'text-muted' : ''}>
              {t(stage)}
              <span className="block text-sm text-muted">{t(`is.${is}`)}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
