import { useTranslations } from 'next-intl'
import { Explain } from '#components/ui/explain.tsx'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { automaticKey, isTest, outcomeKey, sentence, stopped } from '#lib/event/words.ts'
import { Stranger } from './stranger.tsx'

/** What a line needs to be understood, in plain words: what an automatic look is, what an emergency, who somebody unknown may be. */
export function LineNotes({ event }: { readonly event: AccessEvent }) {
  const t = useTranslations('explain')
  if (event.kind !== 'access') return null
  const { who, action, onBehalfOf } = sentence(event)
  const automatic = automaticKey(event)
  const outcome = outcomeKey(event)
  const notes = [
    event.emergency && t('emergency'),
    outcome === 'refused' && t('refused', { stopped: stopped(action) }),
    (outcome === 'failure' || outcome === 'minor-failure') && t('failed'),
    who.key === 'representative' && t('representative'),
    onBehalfOf && t('onBehalfOf'),
    isTest(event) && t('test'),
  ].filter((note) => typeof note === 'string')
  const isPerson = !automatic && who.key !== 'you' && who.key !== 'system' && who.key !== 'representative'
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      {notes.map((note) => (
        <p key={note} className="max-w-[66ch]">
          {note}
        </p>
      ))}
      {automatic && (
        <Explain question={t('automatic.title')}>
          <p>{t(`automatic.${automatic}`)}</p>
          <p>{t('automatic.many')}</p>
        </Explain>
      )}
      {isPerson && <Stranger role={who.role} roleKnown={who.roleText === undefined} />}
    </div>
  )
}
