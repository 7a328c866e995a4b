'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { builtInFingerprint } from '#lib/verify/trust.ts'
import { Fingerprint } from './fingerprint.tsx'

/** The trust file that stands in the code of this very page, computed in this browser, beside the one that the server has. */
export function BuiltIn({ served }: { readonly served: string }) {
  const t = useTranslations('trust.builtIn')
  const [own, setOwn] = useState<string>()
  useEffect(() => setOwn(builtInFingerprint()), [])
  return (
    <div aria-live="polite" className="min-h-14">
      {own === undefined && <p className="text-muted">{t('noScript')}</p>}
      {own === served && (
        <p className="flex gap-3 font-semibold">
          <Icon name="check" className="mt-0.5 size-5 text-ok" />
          {t('same')}
        </p>
      )}
      {own !== undefined && own !== served && (
        <div role="alert" className="rounded-2xl border border-l-6 border-line border-l-bad bg-bad-tint p-5 text-bad">
          <p className="mb-3 text-lg font-semibold">{t('differs')}</p>
          <Fingerprint hex={own} />
        </div>
      )}
    </div>
  )
}
