import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Tag } from '#components/ui/tag.tsx'
import type { ShownAlert } from '#lib/alert-kinds.ts'
import { Change } from './change.tsx'
import { AlertSection } from './section.tsx'
import { Who } from './who.tsx'

type Props = { readonly alerts: readonly ShownAlert[]; readonly days: number }

/** What alerts were about, newest first. Nothing here is verified: the history is, to which it leads. */
export function AlertList({ alerts, days }: Props) {
  const t = useTranslations('alerts.list')
  const unread = alerts.some(({ isNew }) => isNew)
  return (
    <AlertSection title={t('title')}>
      {alerts.length === 0 && <p>{t('none')}</p>}
      <ul className="divide-y divide-line">
        {alerts.map((alert) => (
          <AlertItem key={alert.cause} alert={alert} />
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-2">
        {unread && (
          <Change name="read">
            <Button type="submit">{t('read')}</Button>
          </Change>
        )}
        <a href="/history" className="inline-flex min-h-11 items-center">
          {t('open')}
        </a>
      </div>
      <p className="mt-2 text-sm text-muted">{t('kept', { days })}</p>
    </AlertSection>
  )
}

function AlertItem({ alert: { kinds, looks, at, isNew, access } }: { readonly alert: ShownAlert }) {
  const t = useTranslations('alerts')
  const format = useFormatter()
  const when = new Date(access?.accessedAt ?? at)
  const named = kinds.length > 1 ? kinds.filter((kind) => kind !== 'everything') : kinds
  return (
    <li className="py-3">
      <p className="flex flex-wrap items-center gap-2">
        {named.map((kind) => (
          <Tag key={kind} tone={kind === 'emergency' ? 'warn' : 'grey'}>
            {t(`kind.${kind}`)}
          </Tag>
        ))}
        {isNew && <Tag tone="wait">{t('list.new')}</Tag>}
      </p>
      <p className="mt-1">{access ? <Who access={access} /> : kinds.includes('digest') ? t('list.digest', { looks }) : t('list.hidden')}</p>
      <p className="text-sm text-muted">
        <time dateTime={when.toISOString()}>{format.dateTime(when, { dateStyle: 'long', timeStyle: 'short' })}</time>
      </p>
    </li>
  )
}
