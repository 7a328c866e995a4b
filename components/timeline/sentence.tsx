import { useTranslations } from 'next-intl'
import { housekeeping, sentence, stopped } from '#lib/event/words.ts'
import { isShown, type Row, type ShownRow } from './row.ts'
import { What } from './what.tsx'
import { WhoWords } from './who.tsx'

/** Who, from where, did what: in words made from the codes of the entry. */
export function Sentence({ row }: { readonly row: Row }) {
  const t = useTranslations('event')
  if (!isShown(row)) return t(`withheld.${row.withheld}`)
  return row.event.kind === 'access' ? <Access row={row} /> : <Housekeeping row={row} />
}

function Access({ row: { event } }: { readonly row: ShownRow }) {
  const t = useTranslations('event')
  const { who, action, outcome, reference = '' } = sentence(event)
  return t.rich('sentence', {
    who: () => <WhoWords who={who} />,
    did: () =>
      t.rich(`action.${action}`, {
        done: outcome === 'success' ? 'yes' : 'no',
        reference,
        keep: (text) => <span className="whitespace-nowrap">{text}</span>,
        what: () => <What event={event} strong />,
      }),
    ending: t(`outcome.${outcome}`, { stopped: stopped(action) }),
  })
}

function Housekeeping({ row: { event } }: { readonly row: ShownRow }) {
  const t = useTranslations('event')
  return t.rich(`kind.${event.kind}`, { b: (text) => <b>{text}</b>, ...housekeeping(event) })
}
