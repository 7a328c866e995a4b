import { useTranslations } from 'next-intl'
import { Card } from '#components/ui/card.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { Hint } from '#lib/dispute/hints.ts'

/** What points to an answer. Each says of itself that it is none. */
export function Hints({ hints }: { readonly hints: readonly Hint[] }) {
  const t = useTranslations('support.hint')
  if (hints.length === 0) return null
  return (
    <Card title={t('title')}>
      <ul className="grid gap-3">
        {hints.map((hint) => (
          <li key={hint.hint}>
            <Tag>{t('label')}</Tag>
            <p className="mt-1 max-w-prose">
              {hint.hint === 'cause'
                ? t.rich('cause', { title: hint.title, a: (text) => <a href={`/support/causes/${hint.id}`}>{text}</a> })
                : t(hint.hint, { cases: hint.hint === 'same-person' ? hint.cases : 0 })}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
