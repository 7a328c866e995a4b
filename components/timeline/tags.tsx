'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Tag } from '#components/ui/tag.tsx'
import { isTest, outcomeKey } from '#lib/event/words.ts'
import { type Line, rowsOf } from './arrange.ts'
import { useIsFrozen, useRelated } from './reading-context.tsx'
import { isShown } from './row.ts'

/** What is special about a line. Emergency access is not here: it stands above the sentence. */
export function Tags({ line }: { readonly line: Line }) {
  const t = useTranslations('tag')
  const format = useFormatter()
  const { corrections } = useRelated()
  const isFrozen = useIsFrozen()
  const frozen = line.looks.some(({ row, twin }) => isFrozen(row.logIndex) || isFrozen(twin?.logIndex)) && (
    <Tag tone="warn">{t('frozen')}</Tag>
  )
  const [{ row }] = line.looks
  if (!isShown(row)) return frozen
  const { event, concealed } = row
  const { nameVisibility } = event
  const outcome = outcomeKey(event)
  const hidden = concealed === 'withheld'
  const twins = line.looks.filter(({ twin }) => twin !== undefined).length
  const corrected = rowsOf(line).some(({ event: { id } }) => corrections.has(id))
  return (
    <>
      {frozen}
      {event.automatic && <Tag>{t('automatic')}</Tag>}
      {outcome !== 'success' && <Tag>{t(outcome === 'refused' ? 'refused' : 'failed')}</Tag>}
      {hidden && nameVisibility.policy === 'by-law' && <Tag>{t('nameWithheld')}</Tag>}
      {hidden && nameVisibility.policy === 'role-only' && <Tag>{t('nameRole')}</Tag>}
      {hidden && nameVisibility.policy === 'delayed' && (
        <Tag>{t('nameFrom', { date: format.dateTime(new Date(nameVisibility.until), { day: 'numeric', month: 'short' }) })}</Tag>
      )}
      {twins > 0 && <Tag>{t('twoReports', { grouped: line.looks.length > 1 ? 'yes' : 'no', count: twins })}</Tag>}
      {corrected && <Tag>{t('corrected')}</Tag>}
      {isTest(event) && <Tag tone="wait">{t('test')}</Tag>}
    </>
  )
}
