import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'

type Props = { readonly others: readonly { readonly id: string; readonly name: string; readonly unread: number }[] }

/** The way to the questions of those for whom the reader may act. */
export function Others({ others }: Props) {
  const t = useTranslations('questions.others')
  if (others.length === 0) return null
  return (
    <Card title={t('title')}>
      <ul className="grid gap-1">
        {others.map(({ id, name, unread }) => (
          <li key={id}>
            <a href={`/for/${id}/questions`} className="inline-flex min-h-11 items-center font-semibold">
              {t('of', { name })}
            </a>
            {unread > 0 && <span className="font-semibold text-wait"> · {t('unread', { count: unread })}</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}
