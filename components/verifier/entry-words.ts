import type { AccessEvent } from '#lib/event/access-event.ts'
import { categories, housekeeping, type Reason, reasons, sentence, stopped, type Who } from '#lib/event/words.ts'
import type { HistoryEntry, ShownEntry, WithheldEntry } from '#lib/verify/types.ts'
import { type Part, plain } from './icu.ts'
import type { Texts } from './texts.ts'

/** An entry as the timeline says it: the sentence, and below it when, why and what is special. */
type EntryWords = {
  readonly sentence: readonly Part[]
  readonly meta: string
  /** Of the meta: the reasons, and what is special. */
  readonly why: readonly string[]
  readonly special: readonly string[]
}

/** What of an entry has words. */
type Worded = Pick<HistoryEntry, 'logIndex'> &
  (Pick<ShownEntry, 'event' | 'concealed'> | { readonly withheld: WithheldEntry['withheld'] | 'unreadable' })

export function entryWords(t: Texts, entry: Worded): EntryWords {
  const index = t.text('fileEntry.index', { index: entry.logIndex })
  if ('withheld' in entry) return { sentence: t.parts(`event.withheld.${entry.withheld}`), meta: index, why: [], special: [] }
  const { event } = entry
  const special = [
    ...(event.automatic ? [t.text('fileEntry.automatic')] : []),
    ...(event.emergency ? [t.text('fileEntry.emergency')] : []),
    ...(entry.concealed === 'withheld' && hasHiddenName(event) ? [t.text('fileEntry.nameHidden')] : []),
  ]
  const given = why(t, event)
  const meta = [t.time(Date.parse(event.accessedAt) / 1000), ...given, ...special, index].join(' · ')
  const words = event.kind === 'access' ? access(t, event) : t.parts(`event.kind.${event.kind}`, housekeeping(event))
  return { sentence: words, meta, why: given, special }
}

function access(t: Texts, event: AccessEvent): readonly Part[] {
  const { who, action, outcome, reference = '' } = sentence(event)
  const what = t.list(categories(event).map((category) => t.text(`event.category.${category}`)))
  const done = outcome === 'success' ? 'yes' : 'no'
  return t.parts(
    'event.sentence',
    { ending: t.text(`event.outcome.${outcome}`, { stopped: stopped(action) }) },
    { who: whoWords(t, who), did: t.parts(`event.action.${action}`, { done, reference }, { what: [{ tag: 'b', parts: [what] }] }) },
  )
}

function whoWords(t: Texts, { key, role, roleText, name, organisation, unit }: Who): readonly Part[] {
  const form = name === undefined ? 'alone' : 'other'
  return t.parts(`event.who.${key}`, {
    name: name ?? '',
    named: name === undefined ? 'no' : 'yes',
    role: roleText === undefined ? t.text(`event.role.${role}`, { form }) : t.text('event.roleText', { form, text: roleText }),
    organisation: unit === undefined ? organisation : t.text('event.unit', { organisation, unit }),
  })
}

function why(t: Texts, event: AccessEvent): string[] {
  const { automatic, onBehalfOf, who } = sentence(event)
  if (event.kind !== 'access' || who.key === 'you') return []
  if (automatic) return [t.text(`event.automatic.${automatic}`)]
  const given = reasons(event).map((reason) => reasonWords(t, reason))
  const because = given.length === 0 ? 'event.reason.none' : 'event.because'
  return [plain(t.parts(because, {}, { reason: [t.list(given)] })), ...(onBehalfOf ? [behalf(t, onBehalfOf)] : [])]
}

function reasonWords(t: Texts, reason: Reason): string {
  return reason.key === 'other' ? reason.text : t.text(`event.reason.${reason.key}`)
}

function behalf(t: Texts, { name, role }: Who): string {
  const values = { named: name ? 'yes' : 'no', name: name ?? '', role: t.text(`event.role.${role}`, { form: 'other' }) }
  return t.text('event.onBehalfOf', values)
}

/** A name may be hidden where somebody is named by a role alone. */
function hasHiddenName({ actor }: AccessEvent): boolean {
  return actor !== undefined && actor.name === undefined && actor.kind !== 'patient' && actor.kind !== 'system'
}
