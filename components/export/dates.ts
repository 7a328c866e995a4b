/** How times are written in what is taken along: in one language, in the time zone of the health system. */
export class Dates {
  readonly timeZone: string
  readonly #formats: Readonly<Record<'month' | 'day' | 'date' | 'time' | 'stamp' | 'key', Intl.DateTimeFormat>>
  readonly #parts: Intl.DateTimeFormat

  constructor(locale: string, timeZone: string) {
    const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options })
    this.timeZone = timeZone
    this.#formats = {
      month: format({ month: 'long', year: 'numeric' }),
      day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
      date: format({ dateStyle: 'long' }),
      time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
      stamp: format({ dateStyle: 'long', timeStyle: 'short' }),
      key: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    }
    const number = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
    this.#parts = new Intl.DateTimeFormat('en-US', { timeZone, ...number, hourCycle: 'h23', timeZoneName: 'longOffset' })
  }

  month = (time: number) => this.#formats.month.format(time)
  day = (time: number) => this.#formats.day.format(time)
  date = (time: number) => this.#formats.date.format(time)
  time = (time: number) => this.#formats.time.format(time)
  /** Date and time of day. */
  stamp = (time: number) => this.#formats.stamp.format(time)
  /** `2026-08-06`, whatever the language. */
  key = (time: number) => this.#formats.key.format(time)

  /** ISO 8601 with the zone's offset: `2026-08-06T17:30:00+03:00`. */
  iso(time: number): string {
    const part = Object.fromEntries(this.#parts.formatToParts(time).map(({ type, value }) => [type, value]))
    const offset = part.timeZoneName === 'GMT' ? '+00:00' : part.timeZoneName?.slice(3)
    return `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`
  }
}
