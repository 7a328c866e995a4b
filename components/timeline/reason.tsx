import { useFormatter, useTranslations } from 'next-intl'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { reasons, sentence } from '#lib/event/words.ts'

export function ReasonWords({ event }: { readonly event: AccessEvent }) {
  const t = useTranslations('event.reason')
  const format = useFormatter()
  const given = reasons(event).map((reason) => (reason.key === 'other' ? reason.text : t(reason.key)))
  return given.length === 0 ? t('none') : format.list(given)
}

/** Why: the reason given; for what no person did, what it is for. */
export function Reason({ event }: { readonly event: AccessEvent }) {
  const t = useTranslations('event')
  const { automatic, onBehalfOf, who } = sentence(event)
  if (event.kind !== 'access' || who.key === 'you') return null
  if (automatic) return <> · {t(`automatic.${automatic}`)}</>
  return (
    <>
      {' · '}
      {reasons(event).length === 0 ? t('reason.none') : t.rich('because', { reason: () => <ReasonWords event={event} /> })}
      {onBehalfOf && (
        <>
          {' '}
          ·{' '}
          {t('onBehalfOf', {
            named: onBehalfOf.name ? 'yes' : 'no',
            name: onBehalfOf.name ?? '',
            role: t(`role.${onBehalfOf.role}`, { form: 'other' }),
          })}
        </>
      )}
    </>
  )
}
