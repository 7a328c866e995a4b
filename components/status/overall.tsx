import { useTranslations } from 'next-intl'
import { Notice, type NoticeTone } from '#components/public/notice.tsx'
import { Instant } from '#components/timeline/clock.tsx'

const TONES = { works: 'ok', late: 'warn', unknown: 'grey', wrong: 'bad' } as const satisfies Record<string, NoticeTone>
const PLACES = {
  'checkpoint-mismatch': 'sealing',
  'no-checkpoint': 'sealing',
  'checkpoint-unreadable': 'sealing',
  stale: 'sealing',
  'quorum-not-met': 'witnesses',
  'witness-late': 'witnesses',
  'auditor-late': 'auditors',
  'fsck-differences': 'check',
  'entries-frozen': 'incidents',
  'fsck-late': 'check',
  'fsck-none': 'check',
  'record-system-silent': 'coverage',
  'database-unreadable': 'coverage',
} as const

type Props = { readonly state: keyof typeof TONES; readonly reasons: readonly (keyof typeof PLACES)[]; readonly at: string }

/** The whole, in words first; then each reason, leading to its place. */
export function Overall({ state, reasons, at }: Props) {
  const t = useTranslations('status')
  return (
    <Notice tone={TONES[state]} title={t(`state.${state}`)}>
      {state === 'works' && <p className="mt-1 max-w-[66ch]">{t('works')}</p>}
      {reasons.length > 0 && (
        <ul className="mt-2 grid max-w-[66ch] list-disc gap-1.5 pl-5">
          {reasons.map((reason) => (
            <li key={reason}>
              <a href={`#${PLACES[reason]}`} className="text-ink">
                {t(`reason.${reason}`)}
              </a>
            </li>
          ))}
        </ul>
      )}
      <p className="mt-2 text-muted">{t.rich('asOf', { at: () => <Instant at={at} /> })}</p>
    </Notice>
  )
}
