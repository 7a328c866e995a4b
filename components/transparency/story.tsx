import { useTranslations } from 'next-intl'
import { DrawnLog } from './drawn-log.tsx'

const PARTS = ['log', 'sign', 'everybody'] as const

/** What this is, for somebody who has never heard of such a thing; in words, and drawn. */
export function Story({ operator }: { readonly operator: string }) {
  const t = useTranslations('transparency.story')
  return (
    <div className="grid items-center gap-x-14 gap-y-8 lg:grid-cols-2">
      <ol className="grid max-w-[60ch] gap-6">
        {PARTS.map((part) => (
          <li key={part}>
            <h3 className="text-lg">{t(`${part}.title`)}</h3>
            <p className="mt-1.5 text-muted">{t(`${part}.text`, { operator })}</p>
          </li>
        ))}
      </ol>
      <DrawnLog />
    </div>
  )
}
