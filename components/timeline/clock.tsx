import { useFormatter } from 'next-intl'

const HOUR_MS = 3_600_000
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const

export const DAY_AND_CLOCK = { ...DAY, ...CLOCK }

/** The time of day. In the hour that the end of summer time repeats, with the zone, so that two looks can be told apart. */
export function Clock({ at }: { readonly at: string }) {
  const format = useFormatter()
  const date = new Date(at)
  const [before, clock, after] = [-HOUR_MS, 0, HOUR_MS].map((shift) => format.dateTime(date.getTime() + shift, CLOCK))
  const repeats = clock === before || clock === after
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {repeats ? format.dateTime(date, { ...CLOCK, timeZoneName: 'short' }) : clock}
    </time>
  )
}

export function DayAndClock({ at }: { readonly at: string | number }) {
  const date = new Date(at)
  return <time dateTime={date.toISOString()}>{useFormatter().dateTime(date, DAY_AND_CLOCK)}</time>
}

/** The whole instant, zone named. */
export function Instant({ at }: { readonly at: string | number }) {
  const date = new Date(at)
  return <time dateTime={date.toISOString()}>{useFormatter().dateTime(date, { ...DAY, ...CLOCK, timeZoneName: 'short' })}</time>
}
