'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { visible } from '#lib/event/visible.ts'
import { housekeeping } from '#lib/event/words.ts'
import { DayAndClock, Instant } from './clock.tsx'
import { useRelated } from './reading-context.tsx'
import { isShown, type Row, type ShownRow } from './row.ts'
import { Sentence } from './sentence.tsx'

/** What another entry of the list says about this one, and this one about others: corrections, erasures, links. */
export function RelatedEntry({ row }: { readonly row: Row }) {
  const t = useTranslations('details')
  const { corrections, corrected, erasures } = useRelated()
  if (!isShown(row)) return row.withheld === 'erased' ? <Erased by={erasures.get(row.logIndex)} /> : null
  const { event } = row
  const correction = corrections.get(event.id)
  const original = corrected.get(event.id)
  return (
    <>
      {correction && (
        <Note>
          <p>
            {t.rich('corrected', { at: () => <DayAndClock at={correction.event.recordedAt} /> })} <Sentence row={correction} />{' '}
            {t('correctedWhy')}
          </p>
        </Note>
      )}
      {event.kind === 'correction' && (
        <Note>
          <p>{t('correction')}</p>
          <p>{original ? t('correctionOf') : t('correctionOfUnknown')}</p>
          {original && (
            <blockquote className="border-l-4 border-line pl-4">
              <Sentence row={original} /> <Instant at={original.event.accessedAt} />
            </blockquote>
          )}
        </Note>
      )}
      {event.kind === 'erasure' && (
        <Note>
          <p>{t('erasure')}</p>
        </Note>
      )}
      {event.kind === 'link' && (
        <Note>
          <p>{t('link')}</p>
        </Note>
      )}
    </>
  )
}

function Erased({ by }: { readonly by: ShownRow | undefined }) {
  const t = useTranslations('details')
  if (!by) return <Note>{t('erasedByNobody')}</Note>
  const { legalBasis, recordedAt } = by.event
  return (
    <Note>
      <p>
        {t.rich('erasedBy', {
          b: (text) => <b>{text}</b>,
          at: () => <DayAndClock at={recordedAt} />,
          organisation: housekeeping(by.event).organisation,
          basis: legalBasis.length === 0 ? 'none' : visible(legalBasis.join(', ')),
        })}
      </p>
    </Note>
  )
}

function Note({ children }: { readonly children: ReactNode }) {
  return <div className="mt-3 grid max-w-[62ch] gap-2">{children}</div>
}
