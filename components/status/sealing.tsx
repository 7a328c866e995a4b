import { useFormatter, useTranslations } from 'next-intl'
import { Ago } from '#components/public/ago.tsx'
import { duration } from '#components/public/duration.ts'

export type Newest = {
  readonly size: number
  readonly root: string
  readonly time: string
  readonly timeIs: 'witnessed' | 'operator'
  readonly waiting?: 'stale' | 'quorum-not-met' | undefined
}

type Props = { readonly checkpoint: Newest | 'none' | 'mismatch' | 'unreadable'; readonly fresh: number; readonly now: string }

/** The newest checkpoint, and its age against what the trust file allows. */
export function Sealing({ checkpoint, fresh, now }: Props) {
  const t = useTranslations('status.sealing')
  const format = useFormatter()
  if (typeof checkpoint === 'string') return <p>{t(checkpoint)}</p>
  const { size, time, timeIs, waiting } = checkpoint
  return (
    <>
      <p className="text-2xl font-semibold tracking-tight">{t.rich('age', { ago: () => <Ago at={time} now={now} /> })}</p>
      <p className="mt-1">{t('size', { size })}</p>
      {waiting && <p className="mt-2 font-semibold text-warn">{t(waiting)}</p>}
      <p className="mt-2 text-muted">
        {t('limit', { fresh: duration(format, fresh) })} {t(timeIs)}
      </p>
    </>
  )
}
