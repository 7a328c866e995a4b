import { useTranslations } from 'next-intl'
import { Ago } from '#components/public/ago.tsx'

type Check = { readonly finishedAt: string; readonly size: number; readonly differences: number; readonly late: boolean }
type Props = { readonly fsck: Check | 'none' | 'unreadable'; readonly now: string }

/** What the operator’s own check of everything that is stored last found. */
export function FullCheck({ fsck, now }: Props) {
  const t = useTranslations('status.check')
  if (typeof fsck === 'string') return <p>{t(fsck)}</p>
  const { finishedAt, size, differences, late } = fsck
  return (
    <>
      <p className={`text-2xl font-semibold tracking-tight ${differences > 0 ? 'text-bad' : ''}`}>{t('found', { differences })}</p>
      <p className={`mt-1 ${late ? 'font-semibold text-warn' : ''}`}>
        {t.rich(late ? 'old' : 'finished', { size, ago: () => <Ago at={finishedAt} now={now} /> })}
      </p>
      <p className="mt-2 text-muted">{t('what')}</p>
    </>
  )
}
