import { useTranslations } from 'next-intl'
import { Day } from '#components/public/day.tsx'
import { Phone } from '#components/service/reach.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Representation } from '#lib/event/representation.ts'

type Props = {
  readonly side: 'you' | 'others'
  readonly people: readonly Representation[]
  readonly operator: string
  readonly contact: string
}

/** One of the two lists: `you` act for them, or `others` act for you. */
export function PeopleList({ side, people, operator, contact }: Props) {
  const t = useTranslations('people')
  const call = { operator, phone: () => <Phone number={contact} /> }
  return (
    <section aria-labelledby={`people-${side}`} className="mt-10 max-w-3xl">
      <h2 id={`people-${side}`} className="text-xl">
        {t(`${side}.title`)}
      </h2>
      {people.length === 0 ? (
        <p className="mt-2 text-muted">{side === 'you' ? t.rich('you.none', call) : t('others.none')}</p>
      ) : (
        <ul className="mt-3 overflow-clip rounded-2xl border border-line bg-surface">
          {people.map((person) => (
            <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line p-4 first:border-t-0 sm:px-5">
              <Facts side={side} person={person} />
              {side === 'you' && person.begun && (
                <ButtonLink href={`/for/${person.id}/history`}>{t('you.open', { name: person.name })}</ButtonLink>
              )}
            </li>
          ))}
        </ul>
      )}
      {side === 'others' && people.length > 0 && <p className="mt-3 text-muted">{t.rich('others.end', call)}</p>}
    </section>
  )
}

function Facts({ side, person: { kind, name, since, until, begun } }: { readonly side: Props['side']; readonly person: Representation }) {
  const t = useTranslations('people')
  return (
    <div className="flex min-w-0 flex-1 basis-64 items-start gap-3">
      <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-full bg-tint text-accent">
        <Icon name="person" />
      </span>
      <div className="min-w-0">
        <p className="font-semibold">{name}</p>
        <p className="text-muted">
          {t(side === 'you' ? 'yours' : 'theirs', { kind })}
          {' · '}
          {t.rich('from', {
            begun: begun ? 'yes' : 'no',
            ends: until === undefined ? 'no' : 'yes',
            since: () => <Day day={since} />,
            until: () => <Day day={until ?? since} />,
          })}
        </p>
      </div>
    </div>
  )
}
