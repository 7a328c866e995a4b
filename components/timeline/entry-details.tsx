'use client'

import { useTranslations } from 'next-intl'
import { SaveProof } from '#components/proof/save-proof.tsx'
import { TimeStamp } from '#components/proof/time-stamp.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Look } from './arrange.ts'
import { Ask } from './asking.tsx'
import { Facts } from './facts.tsx'
import { useIsFrozen } from './reading-context.tsx'
import { RelatedEntry } from './related-entry.tsx'
import { isShown, type Row } from './row.ts'
import { useVisitTools } from './visit-context.ts'

/** Everything that an entry says; where client and server reported the same access, what each of them says. */
export function EntryDetails({ look }: { readonly look: Look }) {
  const t = useTranslations('details')
  if (!look.twin)
    return (
      <>
        <Entry row={look.row} />
        <Ask looks={[look]} />
      </>
    )
  return (
    <>
      <p className="mb-3 text-muted">{t('twoReports')}</p>
      <div className="grid gap-5">
        <Entry row={look.row} />
        <div className="border-t border-line pt-5">
          <Entry row={look.twin} />
        </div>
      </div>
      <Ask looks={[look]} />
    </>
  )
}

function Entry({ row }: { readonly row: Row }) {
  const t = useTranslations('details')
  const { showProof } = useVisitTools()
  const { logIndex } = row
  const isFrozen = useIsFrozen()
  return (
    <>
      {isFrozen(logIndex) && (
        <p className="mb-3 max-w-[62ch] font-semibold text-warn">
          {t.rich('frozen', { a: (text) => <a href="/status#incidents">{text}</a> })}
        </p>
      )}
      {isShown(row) ? (
        <Facts event={row.event} concealed={row.concealed} />
      ) : (
        <p className="max-w-[62ch]">{t(`withheld.${row.withheld}`)}</p>
      )}
      <RelatedEntry row={row} />
      {logIndex !== undefined && row.mark === 'verified' && (
        <>
          <TimeStamp logIndex={logIndex} />
          <div className="mt-3 flex flex-wrap gap-x-6 gap-y-1 print:hidden">
            <Button look="quiet" onClick={() => showProof(logIndex)}>
              {t('howChecked')}
            </Button>
            {isShown(row) && <SaveProof logIndex={logIndex} />}
          </div>
        </>
      )}
    </>
  )
}
