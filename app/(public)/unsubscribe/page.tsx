import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Button } from '#components/ui/button.tsx'

type Props = { readonly searchParams: Promise<{ readonly t?: string | string[]; readonly done?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('alerts.unsubscribe')
  return { title: t('title'), robots: { index: false } }
}

/** For who follows the link in an e-mail. Nobody logs in here, and the page says about nobody whether they have alerts. */
export default async function UnsubscribePage({ searchParams }: Props) {
  const t = await getTranslations('alerts.unsubscribe')
  const { t: token, done } = await searchParams
  return (
    <div className="mx-auto max-w-xl py-6 sm:py-14">
      <h1 className="text-3xl">{t('title')}</h1>
      {done === 'yes' || done === 'no' ? (
        <p role="status" className="mt-3 text-lg">
          {done === 'yes' ? t('done') : t('unknown')}
        </p>
      ) : (
        <>
          <p className="mt-3 text-lg text-muted">{t('text')}</p>
          <form method="post" action="/api/unsubscribe" className="mt-6">
            <input type="hidden" name="t" value={typeof token === 'string' ? token : ''} />
            <Button type="submit" look="primary">
              {t('button')}
            </Button>
          </form>
        </>
      )}
    </div>
  )
}
