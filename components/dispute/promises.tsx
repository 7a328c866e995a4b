import { useFormatter, useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import { CLOCK_NAMES, type Clock, type Clocks } from '#lib/dispute/clock.ts'

type Props = { readonly clocks: Clocks; readonly reader: 'patient' | 'staff' }

/** What is promised until when: of each deadline whether it runs, rests, was kept, or is past. */
export function Promises({ clocks, reader }: Props) {
  const t = useTranslations('dispute.clock')
  const begun = CLOCK_NAMES.flatMap((name) => clocks[name] ?? [])
  if (begun.length === 0) return null
  return (
    <ul aria-label={t('label')} className="grid gap-2">
      {begun.map((clock) => (
        <Promised key={clock.name} clock={clock} reader={reader} />
      ))}
    </ul>
  )
}

const TONE = { running: 'text-ink', paused: 'text-wait', met: 'text-muted', late: 'text-muted', overdue: 'text-warn' } as const
const ICON = { running: 'clock', paused: 'hidden', met: 'check', late: 'check', overdue: 'alert' } as const

function Promised({ clock: { name, status, dueDay, pausedSince, stoppedAt }, reader }: { readonly clock: Clock } & Pick<Props, 'reader'>) {
  const t = useTranslations('dispute.clock')
  const format = useFormatter()
  // A day without a time of day, which is the same in every zone.
  const day = format.dateTime(new Date(`${dueDay}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  const instant = (at: Date | undefined) => (at ? format.dateTime(at, { dateStyle: 'long' }) : '')
  return (
    <li className={`flex gap-2 ${TONE[status]}`}>
      <Icon name={status === 'paused' ? 'clock' : ICON[status]} className="mt-0.5 size-5" />
      <span className={status === 'overdue' ? 'font-semibold' : ''}>
        {t(`${name}.${status}`, { reader, day, since: instant(pausedSince), done: instant(stoppedAt) })}
      </span>
    </li>
  )
}
