import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import type { Person } from '#lib/alert-kinds.ts'
import { Change } from './change.tsx'
import { AlertSection } from './section.tsx'
import { Who } from './who.tsx'

/** Who looked lately, each to be followed or no longer. The form names them by a digest that nobody else's page has. */
export function People({ people }: { readonly people: readonly Person[] }) {
  const t = useTranslations('alerts.people')
  return (
    <AlertSection title={t('title')} text={t('text')}>
      {people.length === 0 && <p>{t('none')}</p>}
      <ul className="divide-y divide-line">
        {people.map(({ who, access, followed }) => (
          <li key={who} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
            <span id={`who-${who}`} className="min-w-0 flex-1 basis-48">
              {access ? <Who access={access} /> : t('older')}
            </span>
            <Change name="follow" fields={{ who, on: followed ? 'no' : 'yes' }}>
              <Button type="submit" id={`do-${who}`} aria-labelledby={`do-${who} who-${who}`} look={followed ? 'primary' : 'secondary'}>
                {t(followed ? 'unfollow' : 'follow')}
              </Button>
            </Change>
          </li>
        ))}
      </ul>
    </AlertSection>
  )
}
