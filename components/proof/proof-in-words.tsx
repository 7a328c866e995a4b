import { useTranslations } from 'next-intl'
import { DayAndClock, Instant } from '#components/timeline/clock.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { EntryProof, VerifiedStamp } from '#lib/verify/types.ts'
import { minuteAfter } from './use-time-stamp.ts'

/** The drawn proof for those who would rather read, with whole hashes. */
export function ProofInWords({
  proof: { commitment, logIndex, historyIndex, history, map, log, signatures },
  stamp,
}: {
  readonly proof: EntryProof
  readonly stamp: VerifiedStamp | undefined
}) {
  const { time, by = '', size = 0 } = stamp ?? {}
  const t = useTranslations('proof')
  const hash = (value: string) => <code className="text-sm break-all">{value}</code>
  return (
    <Disclosure className="mt-6" summary={t('inWords')}>
      <ol className="mt-2 grid list-decimal gap-2 pl-6">
        <li>{t.rich('words.entry', { logIndex, hash: () => hash(commitment) })}</li>
        <li>{t.rich('words.history', { historyIndex, size: history.size, steps: history.path.length, hash: () => hash(history.root) })}</li>
        <li>{t.rich('words.label', { hash: () => hash(map.label) })}</li>
        <li>{t.rich('words.map', { steps: map.path.length, hash: () => hash(map.root) })}</li>
        <li>{t.rich('words.log', { index: log.mapEntryIndex, size: log.size, steps: log.path.length, hash: () => hash(log.root) })}</li>
        {signatures.map(({ name, keyId, algorithm, role, time }) => (
          <li key={keyId}>
            {t('words.signature', { name, role: t(`role.${role}`), algorithm, keyId })}
            {time !== undefined && (
              <>
                {' '}
                (<Instant at={time * 1000} />)
              </>
            )}
          </li>
        ))}
        {time !== undefined && <li>{t.rich('words.stamp', { by, size, at: () => <DayAndClock at={minuteAfter(time)} /> })}</li>}
      </ol>
    </Disclosure>
  )
}
