import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'

type Props = {
  readonly open: readonly { readonly id: string; readonly name: string; readonly reference: string; readonly dispute: string | undefined }[]
}

/** Whom the agent has begun to ask for within the hour. */
export function OpenAssisted({ open }: Props) {
  const t = useTranslations('assisted.open')
  if (open.length === 0) return null
  return (
    <Card title={t('title')}>
      <ul className="grid gap-1">
        {open.map(({ id, name, reference, dispute }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4">
            <a href={`/support/assisted/${id}`} className="inline-flex min-h-11 items-center font-semibold">
              {t('link', { name, reference })}
            </a>
            <span className="text-muted">{dispute === undefined ? t('begun') : t('sent')}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
