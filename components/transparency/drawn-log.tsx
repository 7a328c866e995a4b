import { useTranslations } from 'next-intl'
import { Icon, type IconName } from '#components/ui/icon.tsx'

const WIDTH = 360
const BLOCKS = 6
const SIDE = 34
const STEP = 56
const CHECKPOINT = 180
const LEFT = (WIDTH - (BLOCKS - 1) * STEP - SIDE) / 2
const READERS = [
  ['patient', 'person'],
  ['witness', 'pencil'],
  ['auditor', 'document'],
  ['anybody', 'check'],
] as const satisfies readonly (readonly [string, IconName])[]

/** The log, its newest checkpoint, and those who are all handed the same one. */
export function DrawnLog() {
  const t = useTranslations('transparency.drawing')
  const blockAt = (i: number) => LEFT + i * STEP
  const readerAt = (i: number) => 48 + (i * (WIDTH - 96)) / (READERS.length - 1)
  return (
    <svg role="img" aria-label={t('label')} viewBox={`0 0 ${WIDTH} 260`} className="mx-auto block w-full max-w-lg">
      <path d={`M${blockAt(0)} 46H${blockAt(BLOCKS - 1)}`} className="stroke-edge" strokeWidth="2" />
      <text x={LEFT} y="16" className="fill-muted text-[13px]">
        {t('log')}
      </text>
      {Array.from({ length: BLOCKS }, (_, i) => blockAt(i)).map((x, i) => (
        <rect
          key={x}
          x={x}
          y="29"
          width={SIDE}
          height={SIDE}
          rx="8"
          strokeWidth="2"
          className={i === BLOCKS - 1 ? 'fill-accent stroke-accent' : 'fill-surface stroke-edge'}
        />
      ))}
      <path
        d={`M${blockAt(BLOCKS - 1) + SIDE / 2} 63V84Q${blockAt(BLOCKS - 1) + SIDE / 2} 94 ${(WIDTH + CHECKPOINT) / 2} 100`}
        fill="none"
        className="stroke-accent"
        strokeWidth="2"
      />
      <rect
        x={(WIDTH - CHECKPOINT) / 2}
        y="84"
        width={CHECKPOINT}
        height="34"
        rx="17"
        className="fill-tint stroke-accent"
        strokeWidth="2"
      />
      <text x={WIDTH / 2} y="106" textAnchor="middle" className="fill-ink text-[14px] font-semibold">
        {t('checkpoint')}
      </text>
      {READERS.map(([reader, icon], i) => (
        <g key={reader}>
          <path
            d={`M${WIDTH / 2} 118C${WIDTH / 2} 150 ${readerAt(i)} 138 ${readerAt(i)} 172`}
            fill="none"
            className="stroke-accent"
            strokeWidth="2"
            strokeDasharray="1 6"
            strokeLinecap="round"
          />
          <circle cx={readerAt(i)} cy="195" r="22" className="fill-surface stroke-line" strokeWidth="2" />
          <svg aria-hidden="true" x={readerAt(i) - 11} y="184" width="22" height="22" className="text-accent">
            <Icon name={icon} className="size-full" />
          </svg>
          <text x={readerAt(i)} y="236" textAnchor="middle" className="fill-ink text-[13px]">
            {t(reader)}
          </text>
        </g>
      ))}
      <text x={WIDTH / 2} y="256" textAnchor="middle" className="fill-muted text-[13px]">
        {t('same')}
      </text>
    </svg>
  )
}
