'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { Empty } from '#components/timeline/empty.tsx'
import { Mismatch } from '#components/timeline/mismatch.tsx'
import { QuietPromise } from '#components/timeline/promise.tsx'
import type { Visit } from '#components/timeline/use-visit.ts'
import { Button } from '#components/ui/button.tsx'
import type { HistorySession, Report } from '#lib/verify/types.ts'

const KEPT: Report = {
  verdict: 'verified',
  level: 'replayed',
  size: 42,
  covered: 42,
  complete: true,
  withheld: { 'by-law': 0, retention: 0, erased: 0 },
  unexplainedErasures: [],
  spotChecks: { state: 'agreed', checked: 8 },
  trustFingerprint: '0'.repeat(64),
  operator: 'sightline.example/demo',
  checkedAt: Date.parse('2026-08-06T14:30:00Z'),
  timings: { fetchMs: 100, verifyMs: 40, entries: 42 },
  hasEvidence: false,
}

const RETURNING = { logSize: 900, size: 40, time: 1_786_000_000 }

/** Every promise that the page can make, weakest last, and what it says instead of one. */
const REPORTS: { readonly [name: string]: Partial<Report> } = {
  replayed: {},
  witnessed: { level: 'witnessed', returning: RETURNING },
  sealed: { level: 'sealed', returning: { ...RETURNING, size: 42 } },
  partial: { covered: 30, complete: false, returning: RETURNING },
  withheld: { withheld: { 'by-law': 1, retention: 2, erased: 1 }, unexplainedErasures: [17] },
  none: { size: 0, covered: 0 },
  checking: { verdict: 'checking', covered: 0, complete: false },
  stale: { verdict: 'waiting', code: 'stale' },
  unreachable: { verdict: 'unchecked' },
}

const nothing = () => {}
const PROGRESS = { phase: 'verifying', done: 12, total: 42 } as const
// The samples ask it nothing else.
const SESSION = { subscribe: () => nothing, progress: () => PROGRESS } as unknown as HistorySession

function visit(change: Partial<Report>): Visit {
  return {
    session: SESSION,
    report: { ...KEPT, ...change },
    rows: undefined,
    pending: [],
    unreadable: 0,
    hasEarlier: false,
    isLoading: false,
    failed: false,
    completing: false,
    loadEarlier: nothing,
    loadAll: nothing,
    again: nothing,
  }
}

type Props = { readonly operator: string; readonly contact: string }

export function Promises({ operator }: Pick<Props, 'operator'>) {
  const t = useTranslations('timeline')
  const visits = useMemo(() => Object.entries(REPORTS).map(([name, change]) => [name, visit(change)] as const), [])
  return (
    <div className="grid gap-4">
      {visits.map(([name, each]) => (
        <Frame key={name}>
          <QuietPromise visit={each} operator={operator} actions={<Button look="quiet">{t('howChecked')}</Button>} />
        </Frame>
      ))}
    </div>
  )
}

export function Mismatches({ operator, contact }: Props) {
  const broken = useMemo(() => visit({ verdict: 'mismatch', code: 'forked', hasEvidence: true }), [])
  return <Mismatch visit={broken} operator={operator} contact={contact} evidenceUrls={[]} />
}

export function Empties({ operator }: Pick<Props, 'operator'>) {
  return <Empty report={{ ...KEPT, size: 0, covered: 0 }} operator={operator} />
}

function Frame({ children }: { readonly children: ReactNode }) {
  return <div className="rounded-2xl border border-line bg-surface p-4 sm:p-5">{children}</div>
}
