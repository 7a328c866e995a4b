import { useFormatter, useTranslations } from 'next-intl'
import { Tag } from '#components/ui/tag.tsx'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { isTest, outcomeKey } from '#lib/event/words.ts'

type Props = { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld'; readonly twin: boolean }

export function Tags({ event, concealed, twin }: Props) {
  const t = useTranslations('tag')
  const format = useFormatter()
  const { nameVisibility } = event
  const outcome = outcomeKey(event)
  const hidden = concealed === 'withheld'
  return (
    <>
      {event.emergency && <Tag tone="warn">{t('emergency')}</Tag>}
      {event.automatic && <Tag>{t('automatic')}</Tag>}
      {outcome !== 'success' && <Tag>{t(outcome === 'refused' ? 'refused' : 'failed')}</Tag>}
      {hidden && nameVisibility.policy === 'by-law' && <Tag>{t('nameWithheld')}</Tag>}
      {hidden && nameVisibility.policy === 'delayed' && (
        <Tag>{t('nameFrom', { date: format.dateTime(new Date(nameVisibility.until), { day: 'numeric', month: 'short' }) })}</Tag>
      )}
      {twin && <Tag>{t('twoReports')}</Tag>}
      {isTest(event) && <Tag tone="wait">{t('test')}</Tag>}
    </>
  )
}
