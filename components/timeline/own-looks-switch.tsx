'use client'

import { useTranslations } from 'next-intl'
import { SCRIPTS_ONLY } from '#components/ui/scripts-only.ts'
import { Switch } from '#components/ui/switch.tsx'
import { LineItem } from './line-item.tsx'
import { isOwn } from './own-looks.ts'
import type { Row } from './row.ts'
import type { OwnLooks } from './use-own-looks.ts'

type Props = { readonly own: OwnLooks; readonly rows: readonly Row[]; readonly whole: boolean }

/** Says how many own looks are hidden, and shows them. Without scripts nothing can be switched, so they stand here. */
export function OwnLooksSwitch({ own: { count, shown, asked, setShown }, rows, whole }: Props) {
  const t = useTranslations('own')
  if (count === 0 || asked) return null
  return (
    <>
      <div className="mb-5 max-w-[66ch] noscript:hidden print:hidden">
        <Switch
          label={t('show', { count })}
          hint={shown ? undefined : t('hidden', { count, whole: whole ? 'yes' : 'no' })}
          checked={shown}
          {...SCRIPTS_ONLY}
          onChange={(event) => setShown(event.target.checked)}
        />
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
