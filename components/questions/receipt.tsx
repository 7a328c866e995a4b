import { useTranslations } from 'next-intl'
import { Promises } from '#components/dispute/promises.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Clocks } from '#lib/dispute/clock.ts'

type Props = { readonly sent: unknown; readonly reference: string; readonly clocks: Clocks }

/** That a question has arrived, what it is called, and what happens next and when. */
export function Receipt({ sent, reference, clocks }: Props) {
  const t = useTranslations('questions.receipt')
  if (sent !== 'yes' && sent !== 'joined') return null
  return (
    <section role="status" aria-labelledby="receipt" className="rounded-2xl border-2 border-ok bg-ok-tint p-5 sm:p-6">
      <h2 id="receipt" className="flex items-center gap-2 text-xl text-ok">
        <Icon name="check" className="size-6" />
        {t(sent === 'joined' ? 'joined' : 'title')}
      </h2>
      <p className="mt-2 text-lg">{t.rich('reference', { reference, b: (text) => <b>{text}</b> })}</p>
      <p className="mt-2 max-w-prose">{t('next')}</p>
      <div className="mt-3">
        <Promises clocks={clocks} reader="patient" />
      </div>
      <p className="mt-3 max-w-prose">{t('held')}</p>
    </section>
  )
}
