import { visible } from '#lib/event/visible.ts'
import type { HistoryEntry } from '#lib/verify/types.ts'
import type { FileReport } from '#lib/verify/verify-file.ts'
import { element, icon, words } from './dom.ts'
import { entryWords } from './entry-words.ts'
import type { Texts } from './texts.ts'
import { wordsOf } from './words.ts'

/** Entries that are shown at once; the rest on demand, so that a long history does not hold up the page. */
const SHOWN = 100

/** What was found out about a file: the verdict in words, then colour, then icon; what it says; its entries; what it does not prove. */
export function reportView(t: Texts, report: FileReport, name: string): HTMLElement {
  const { verdict, title, says, facts, notProved } = wordsOf(t, report)
  const proven = report.kind === 'evidence' && verdict === 'verified'
  const tone = proven ? 'mismatch' : verdict
  const heading = element('h2', { tabIndex: -1 }, icon(tone), title)
  const view = element(
    'section',
    { className: `verifier-report verifier-${tone}` },
    heading,
    ...says.map((text) => element('p', {}, text)),
    element('p', { className: 'verifier-quiet' }, t.text('verifier.file', { name: visible(name) })),
    element('button', { type: 'button', className: 'verifier-button verifier-screen', onclick: () => print() }, t.text('verifier.print')),
  )
  const notes = notProved.length === 0 ? undefined : section(t.text('verifier.notProvedTitle'), list('ul', notProved))
  const result = element('div', {}, view, entriesView(t, report), notes, factsView(t, facts))
  queueMicrotask(() => heading.focus())
  return result
}

function entriesView(t: Texts, { kind, entries }: FileReport): HTMLElement | undefined {
  if (entries.length === 0) return undefined
  const items = element('ol', { className: 'verifier-entries' })
  const more = element('button', { type: 'button', className: 'verifier-button verifier-screen' })
  let shown = 0
  const showMore = () => {
    items.append(...entries.slice(shown, shown + SHOWN).map((entry) => entryView(t, entry)))
    shown = Math.min(entries.length, shown + SHOWN)
    more.hidden = shown === entries.length
    more.textContent = t.text('verifier.more', { count: Math.min(SHOWN, entries.length - shown) })
  }
  more.onclick = showMore
  showMore()
  const title = kind === 'evidence' ? 'verifier.claimedEntries' : 'verifier.entries'
  return section(t.text(title, { count: entries.length }), items, more)
}

function entryView(t: Texts, entry: HistoryEntry): HTMLElement {
  const { sentence, meta } = entryWords(t, entry)
  return element('li', {}, element('p', {}, ...words(sentence)), element('p', { className: 'verifier-quiet' }, meta))
}

function factsView(t: Texts, facts: readonly (readonly [string, string])[]): HTMLElement {
  const rows = facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value)))
  return element('details', {}, element('summary', {}, t.text('verifier.details')), element('dl', {}, ...rows))
}

function section(title: string, ...children: readonly Node[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...children)
}

function list(name: 'ol' | 'ul', items: readonly string[]): HTMLElement {
  return element(name, {}, ...items.map((text) => element('li', {}, text)))
}
