'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { LineItem } from './line-item.tsx'
import { isOwn } from './own-looks.ts'
import type { Row } from './row.ts'
import type { OwnLooks } from './use-own-looks.ts'

type Props = { readonly own: OwnLooks; readonly rows: readonly Row[]; readonly whole: boolean }

/** Says how many own looks are hidden, and shows them. Without scripts nothing can be switched, so they stand here. */
export function OwnLooksSwitch({ own: { count, shown, asked, setShown }, rows, whole }: Props) {
  const t = useTranslations('own')
  const id = useId()
  const hydrated = useHydrated()
  if (count === 0 || asked) return null
  return (
    <>
      <div className="mb-5 noscript:hidden">
        <label className="inline-flex min-h-11 cursor-pointer items-center gap-3 font-semibold print:hidden">
          <input
            type="checkbox"
            role="switch"
            checked={shown}
            aria-checked={shown}
            disabled={!hydrated}
            aria-describedby={shown ? undefined : id}
            onChange={(event) => setShown(event.target.checked)}
            className="size-5 accent-(--accent)"
          />
          {t('show', { count })}
        </label>
        {!shown && (
          <p id={id} className="max-w-[66ch] text-[0.9375rem] text-muted">
            {t('hidden', { count, whole: whole ? 'yes' : 'no' })}
          </p>
        )}
      </div>
      <noscript>
        <section className="mb-8">
          <h2 className="mb-3 text-xl">{t('noScript')}</h2>
          <ol className="overflow-clip rounded-2xl border border-line bg-surface">
            {rows.filter(isOwn).map((row) => (
              <LineItem key={row.key} line={{ key: row.key, looks: [{ row }] }} />
            ))}
          </ol>
        </section>
      </noscript>
    </>
  )
}
