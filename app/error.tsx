'use client'

import { useTranslations } from 'next-intl'
import { Problem } from '#components/layout/problem.tsx'
import { Button } from '#components/ui/button.tsx'

type Props = { readonly error: Error & { readonly digest?: string } }

/** Tries again by loading the page anew: what failed on the server has to be asked of the server. */
export default function ErrorPage({ error }: Props) {
  const t = useTranslations('problem.error')
  return (
    <main>
      <Problem title={t('title')} text={t('text')}>
        {error.digest && <p className="mb-5 font-semibold">{t('reference', { reference: error.digest })}</p>}
        <Button onClick={() => location.reload()}>{t('again')}</Button>
      </Problem>
    </main>
  )
}
