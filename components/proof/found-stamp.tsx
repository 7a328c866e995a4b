import { useFormatter, useTranslations } from 'next-intl'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { CheckedStamp, VerifiedStamp } from '#lib/verify/types.ts'
import { minuteAfter } from './use-time-stamp.ts'

const REASONS = ['malformed', 'bad-signature', 'wrong-imprint', 'unknown-authority'] as const

/** What this browser found of a time stamp, and no more than that. */
export function FoundStamp({ checked }: { readonly checked: CheckedStamp | 'checking' }) {
  const t = useTranslations('timeStamp')
  if (checked === 'checking') return <p className="text-muted">{t('checking')}</p>
  if (checked.verdict === 'verified') return <Verified stamp={checked} />
  if (checked.verdict === 'none') return <p className="text-muted">{t('none')}</p>
  const reason = checked.verdict === 'mismatch' ? (REASONS.find((code) => code === checked.code) ?? 'other') : undefined
  return (
    <p className="flex max-w-[62ch] gap-2">
      <Icon name={reason ? 'alert' : 'question'} className={`mt-0.5 size-5 ${reason ? 'text-warn' : 'text-grey'}`} />
      <span>{reason ? t('mismatch', { reason: t(`reason.${reason}`) }) : t('unchecked')}</span>
    </p>
  )
}

function Verified({ stamp: { says, time, by, blocks } }: { readonly stamp: VerifiedStamp }) {
  const t = useTranslations('timeStamp')
  const format = useFormatter()
  const proven = says === 'existed-before' && time !== undefined
  const heights = format.list(blocks.map(({ height }) => format.number(height)))
  const values = {
    by,
    blocks: t('blocks', { count: blocks.length, heights }),
    at: () => time !== undefined && <DayAndClock at={minuteAfter(time)} />,
  }
  return (
    <div className="flex max-w-[62ch] gap-2">
      <Icon name={proven ? 'check' : 'clock'} className={`mt-0.5 size-5 ${proven ? 'text-ok' : 'text-grey'}`} />
      <div className="min-w-0">
        <p>
          <span className="sr-only">{t(proven ? 'checked' : 'notProven')}: </span>
          {t.rich(`verified.${says}`, values)}
        </p>
        {says === 'compare-blocks' &&
          blocks.map(({ height, merkleRoot }) => (
            <p key={merkleRoot} className="text-sm break-all text-muted">
              {t('root', { height: format.number(height), root: merkleRoot })}
            </p>
          ))}
      </div>
    </div>
  )
}
