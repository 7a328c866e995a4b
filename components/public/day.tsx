import { useFormatter } from 'next-intl'

/** A day of the calendar, such as `2026-11-25`, in words. It is of no time zone: noon in UTC is that day everywhere. */
export function dayWords(format: ReturnType<typeof useFormatter>, day: string): string {
  return format.dateTime(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}

/** A day of the calendar, as `2026-11-25`. */
export function Day({ day }: { readonly day: string }) {
  return (
    <time dateTime={day} className="whitespace-nowrap">
      {dayWords(useFormatter(), day)}
    </time>
  )
}
