import { useTranslations } from 'next-intl'
import { Icon } from '#components/ui/icon.tsx'
import type { Report } from '#lib/verify/types.ts'

/** What this browser checked, in plain words and in its order. */
export function Checks({ report, operator }: { readonly report: Report; readonly operator: string }) {
  const t = useTranslations('checks')
  const { size, covered, complete, spotChecks, returning, checkpoint, level } = report
  const verified = report.verdict === 'verified'
  const values = { size, covered, operator, witnesses: checkpoint?.witnesses.length ?? 0, auditors: checkpoint?.auditors.length ?? 0 }
  const lines: readonly (readonly [boolean, string])[] = [
    [verified, t(level === 'sealed' ? 'signed' : 'witnessed', values)],
    ...(values.auditors > 0 ? [[verified, t('replayed', values)] as const] : []),
    [verified, t('label', values)],
    [verified, t(complete ? 'all' : 'some', values)],
    [spotChecks.state === 'agreed', t(`spot.${spotChecks.state}`, { count: spotChecks.checked })],
    [verified, t(returning ? 'returning' : 'firstVisit', { before: returning?.size ?? 0 })],
  ]
  return (
    <ol className="grid gap-3">
      {lines.map(([done, text]) => (
        <li key={text} className="flex gap-3">
          <Icon name={done ? 'check' : 'question'} className={`mt-0.5 size-5 ${done ? 'text-ok' : 'text-grey'}`} />
          <p>
            <span className="sr-only">{t(done ? 'done' : 'notDone')} </span>
            {text}
          </p>
        </li>
      ))}
    </ol>
  )
}
