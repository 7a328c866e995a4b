import { useFormatter } from 'next-intl'

/** A day of the calendar, as `2026-11-25`. */
export function Day({ day }: { readonly day: string }) {
  return (
    <time dateTime={day} className="whitespace-nowrap">
      {useFormatter().dateTime(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}
    </time>
  )
}
