import { useFormatter } from 'next-intl'

type Props = { readonly at: string; readonly now: string }

/** How long ago, as the server saw it; the instant itself is in the markup, and shown where somebody points. */
export function Ago({ at, now }: Props) {
  const format = useFormatter()
  const date = new Date(at)
  const title = format.dateTime(date, { dateStyle: 'long', timeStyle: 'medium' })
  const [from, until] = [Math.min(date.getTime(), Date.parse(now)), Date.parse(now)]
  return (
    <time dateTime={at} title={title} className="whitespace-nowrap">
      {format.relativeTime(from, until)}
    </time>
  )
}
