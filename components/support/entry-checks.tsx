'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use } from 'react'
import { VerdictMark } from '#components/timeline/verdict-mark.tsx'
import { loggedEntries } from '#lib/queries.ts'
import { askLogged } from '#lib/verify/ask-logged.ts'
import { TRUST } from '#lib/verify/trust.ts'
import type { Verdict } from '#lib/verify/types.ts'

type Entry = { readonly logIndex: number; readonly commitment: string }
type Props = { readonly logUrl: string; readonly entries: readonly Entry[]; readonly children: ReactNode }

const FoundContext = createContext<ReadonlyMap<number, Verdict> | undefined>(undefined)

/** Looks the entries up in the public log, in a worker, for the verdicts that stand below it. */
export function EntryChecks({ logUrl, entries, children }: Props) {
  const name = entries.map(({ logIndex, commitment }) => `${logIndex}:${commitment}`).join()
  const { data } = useQuery(loggedEntries(name, (signal) => askLogged({ trust: TRUST, logUrl, entries }, signal)))
  const found = data && new Map(entries.map(({ logIndex }, i) => [logIndex, data.verdicts[i] ?? 'unchecked']))
  return <FoundContext value={found}>{children}</FoundContext>
}

type VerdictProps = {
  readonly logIndex: number
  /** The server itself says that the words are not those that were sealed. */
  readonly changed: boolean
  readonly before: ReactNode
  /** What each verdict means, in a sentence. */
  readonly after: Readonly<Record<Verdict, ReactNode>>
}

export function EntryVerdict({ logIndex, changed, before, after }: VerdictProps) {
  const verdict = changed ? 'mismatch' : use(FoundContext)?.get(logIndex)
  return (
    <div role="status" className={`mt-2 text-[0.9375rem] ${verdict === 'mismatch' ? 'rounded-lg border-2 border-bad p-3' : ''}`}>
      {verdict ? (
        <>
          <VerdictMark mark={verdict} />
          {after[verdict]}
        </>
      ) : (
        before
      )}
    </div>
  )
}
