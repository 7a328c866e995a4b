import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { DateRange } from '#components/ui/date-range.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { MOST_DAYS, SHORTEST_NAME, type Told } from '#lib/dispute/assisted.ts'
import { AssistedForm } from './form.tsx'

type Props = {
  readonly visit: string
  readonly assisted: { readonly id: string; readonly searchesLeft: number; readonly asked: { readonly told?: Told } }
}

/** What the person has named; only what matches it is shown. */
export function SearchLooks({ visit, assisted: { id, searchesLeft, asked } }: Props) {
  const t = useTranslations('assisted.search')
  const { told } = asked
  return (
    <Card title={t('title')}>
      <p className="mb-4 max-w-prose">{t('lead', { days: MOST_DAYS })}</p>
      {searchesLeft === 0 ? (
        <p className="font-semibold">{t('none')}</p>
      ) : (
        <AssistedForm change="search" visit={visit} id={id}>
          <TextField
            label={t('organisation')}
            hint={t('organisationHint')}
            name="organisation"
            required
            minLength={SHORTEST_NAME}
            maxLength={200}
            defaultValue={told?.organisation}
          />
          <DateRange
            legend={t('days')}
            hint={t('daysHint', { days: MOST_DAYS })}
            from={{ label: t('from'), name: 'from', defaultValue: told?.from }}
            to={{ label: t('until'), name: 'until', defaultValue: told?.until }}
          />
          <TextField
            type="time"
            label={t('around')}
            hint={t('aroundHint')}
            name="around"
            defaultValue={told?.around}
            className="max-w-48"
          />
          <div>
            <Button type="submit" look={told ? 'secondary' : 'primary'}>
              {t('go')}
            </Button>
            <p className="mt-2 text-muted">{t('left', { count: searchesLeft })}</p>
          </div>
        </AssistedForm>
      )}
    </Card>
  )
}
