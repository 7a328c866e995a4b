import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { AccessEvent, Named } from '#lib/event/access-event.ts'
import { visible } from '#lib/event/visible.ts'
import { AboutSystem } from './about-system.tsx'
import { Instant } from './clock.tsx'
import { daysLate, isLate } from './late.ts'
import { useNameNote } from './name-note.tsx'
import { ReasonWords } from './reason.tsx'

export function Facts({ event, concealed }: { readonly event: AccessEvent; readonly concealed: 'opened' | 'withheld' }) {
  const t = useTranslations('details')
  const format = useFormatter()
  const note = useNameNote(event, concealed)
  const { actor, onBehalfOf, organisation, unit, application, origin, legalBasis, sourceText } = event
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
      <Fact name={t('happened')}>
        <Instant at={event.accessedAt} />
      </Fact>
      {isLate(event) && (
        <Fact name={t('reported')}>
          <Instant at={event.recordedAt} />
          {daysLate(event) !== undefined && <span className="block text-muted">{t('lateBy', { days: daysLate(event) ?? 0 })}</span>}
        </Fact>
      )}
      {actor?.name && <Fact name={t('who')}>{nameAndCode(actor)}</Fact>}
      {note && <Fact name={t('name')}>{note}</Fact>}
      {onBehalfOf?.name && <Fact name={t('onBehalfOf')}>{nameAndCode(onBehalfOf)}</Fact>}
      <Fact name={t('organisation')}>{[nameAndCode(organisation), unit && nameAndCode(unit)].filter(Boolean).join(', ')}</Fact>
      {event.kind === 'access' && (
        <Fact name={t('reason')}>
          <ReasonWords event={event} />
        </Fact>
      )}
      {event.erased && (
        <Fact name={t('erasedEntries')}>
          {t('erasedNumbers', { count: event.erased.length, numbers: format.list(event.erased.map((index) => format.number(index))) })}
        </Fact>
      )}
      {(event.kind === 'access' || event.kind === 'correction') && (
        <Fact name={t('documents')}>
          <ul>
            {event.data.map(({ category, title, reference }) => (
              <li key={`${category}${title}${reference}`}>{visible(title ?? reference ?? t('noTitle'))}</li>
            ))}
          </ul>
        </Fact>
      )}
      {application && <Fact name={t('application')}>{nameAndCode(application)}</Fact>}
      <Fact name={t('origin')}>
        {visible(origin.name)}
        <AboutSystem origin={origin} />
      </Fact>
      {sourceText && (
        <Fact name={t('sourceText')}>
          <q lang="">{visible(sourceText)}</q>
        </Fact>
      )}
      {legalBasis.length > 0 && <Fact name={t('legalBasis')}>{visible(legalBasis.join(', '))}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="sm:contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}

function nameAndCode({ name, identifier }: Named): string {
  if (!name) return visible(identifier?.value ?? '')
  return visible(identifier ? `${name} (${identifier.value})` : name)
}
