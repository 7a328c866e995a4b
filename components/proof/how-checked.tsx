'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useMemo } from 'react'
import { type Row, rowsWithProof } from '#components/timeline/row.ts'
import type { Visit } from '#components/timeline/use-visit.ts'
import { Sheet } from '#components/ui/sheet.tsx'
import type { Report } from '#lib/verify/types.ts'
import { Checkpoint } from './checkpoint.tsx'
import { Checks } from './checks.tsx'
import { Device } from './device.tsx'
import { EntryProofView } from './entry-proof-view.tsx'

type Props = {
  readonly ref: RefObject<HTMLDialogElement | null>
  readonly visit: Visit
  readonly report: Report
  readonly operator: string
  /** The entry that was asked about; without one, the newest. */
  readonly logIndex: number | undefined
  readonly open: boolean
  readonly onClose: () => void
}

const none: readonly Row[] = []

/** *How this was checked*: what was checked and what was not, the proof drawn, and what this device remembers. Nothing of it is made before somebody asks. */
export function HowChecked({ ref, open, onClose, ...asked }: Props) {
  const t = useTranslations('proof')
  return (
    <Sheet ref={ref} title={t('title')} onClose={onClose}>
      {open && <Answer {...asked} />}
    </Sheet>
  )
}

function Answer({ visit, report, operator, logIndex }: Omit<Props, 'ref' | 'open' | 'onClose'>) {
  const t = useTranslations('proof')
  const rows = visit.rows ?? none
  const asked = useMemo(() => rowsWithProof(rows).find((row) => logIndex === undefined || row.logIndex === logIndex), [rows, logIndex])
  return (
    <>
      <Checks report={report} operator={operator} />
      {asked && visit.session && <EntryProofView key={asked.logIndex} row={asked} session={visit.session} />}
      <section className="mt-10">
        <h3 className="mb-2 text-lg">{t('notProved')}</h3>
        <ul className="grid list-disc gap-1.5 pl-5">
          {(['unreported', 'keyboard', 'page', ...(report.level === 'sealed' ? (['views'] as const) : [])] as const).map((key) => (
            <li key={key}>{t(`not.${key}`, { operator })}</li>
          ))}
        </ul>
        <p className="mt-3">{t.rich('coverage', { a: (text) => <a href="/status#coverage">{text}</a> })}</p>
      </section>
      {visit.session && <Device session={visit.session} report={report} />}
      <Checkpoint report={report} />
    </>
  )
}
