'use client'

import { useTranslations } from 'next-intl'
import { useFrameFacts } from '#components/layout/frame-context.ts'
import { PageFrame } from '#components/layout/page-frame.tsx'
import { Problem } from '#components/layout/problem.tsx'
import { Button, ButtonLink } from '#components/ui/button.tsx'

type Props = { readonly error: Error & { readonly digest?: string } }

/** Tries again by loading the page anew: what failed on the server has to be asked of the server. */
export default function ErrorPage({ error }: Props) {
  const t = useTranslations('problem.error')
  const frame = useFrameFacts()
  const problem = (
    <Problem title={t('title')} text={t('text')}>
      {error.digest && <p className="mb-5 font-semibold">{t('reference', { reference: error.digest })}</p>}
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => location.reload()}>{t('again')}</Button>
        <ButtonLink href="/">{t('home')}</ButtonLink>
        <ButtonLink href="/contact">{t('contact')}</ButtonLink>
      </div>
    </Problem>
  )
  return frame ? <PageFrame {...frame}>{problem}</PageFrame> : <main>{problem}</main>
}
