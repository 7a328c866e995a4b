import { useFormatter, useTranslations } from 'next-intl'

type Props = {
  readonly assisted: {
    readonly reference: string
    readonly identifier: { readonly value: string }
    readonly way: 'desk' | 'telephone'
    readonly until: Date
  }
}

/** For whom it is, under which reference, and how long it lasts. */
export function About({ assisted: { reference, identifier, way, until } }: Props) {
  const t = useTranslations('assisted')
  const format = useFormatter()
  const facts = [
    [t('about.reference'), reference],
    [t('about.code'), identifier.value],
    [t('about.way'), t(`way.${way}`)],
    [t('about.until'), format.dateTime(until, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })],
  ]
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3 rounded-2xl border border-line bg-surface p-5">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
