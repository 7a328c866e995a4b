import { useTranslations } from 'next-intl'
import { CaseEntries } from '#components/dispute/entries.tsx'
import type { StaffEntry } from '#lib/dispute/staff-view.ts'
import { EntryChecks, EntryVerdict } from './entry-checks.tsx'

type Props = {
  readonly entries: readonly StaffEntry[]
  readonly logUrl: string
  /** The reader is a privacy officer, who has no page for security incidents. */
  readonly officer?: boolean
}

/** The entries of a case, each with what this browser finds of it in the public log, and what the server says that its browser cannot see. */
export function CheckedEntries({ entries, logUrl, officer = false }: Props) {
  return (
    <EntryChecks logUrl={logUrl} entries={entries.map(({ logIndex, commitment }) => ({ logIndex, commitment }))}>
      <CaseEntries entries={entries} beside={(entry) => <Checked entry={entry} officer={officer} />} />
    </EntryChecks>
  )
}

function Checked({ entry: { logIndex, binding }, officer }: { readonly entry: StaffEntry; readonly officer: boolean }) {
  const t = useTranslations('support.check')
  const told = (verdict: 'verified' | 'waiting' | 'unchecked') => (
    <>
      <p>{t(verdict)}</p>
      <p className="text-muted">{t(binding)}</p>
    </>
  )
  const mismatch = (
    <>
      <p className="font-semibold text-bad">{t(binding === 'changed' ? 'changed' : 'mismatch')}</p>
      {!officer && (
        <a href="/support/incidents" className="inline-flex min-h-11 items-center font-semibold">
          {t('incident')}
        </a>
      )}
    </>
  )
  const before = (
    <>
      <p className="text-muted noscript:hidden">{t('checking')}</p>
      <p className="hidden text-muted noscript:block">{t('noScript')}</p>
    </>
  )
  return (
    <EntryVerdict
      logIndex={logIndex}
      changed={binding === 'changed'}
      before={before}
      after={{ verified: told('verified'), waiting: told('waiting'), unchecked: told('unchecked'), mismatch }}
    />
  )
}
