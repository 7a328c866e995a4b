import { create } from 'qrcode'
import type { Dates } from '#components/export/dates.ts'
import { entryWords } from '#components/verifier/entry-words.ts'
import { plain } from '#components/verifier/icu.ts'
import type { Texts } from '#components/verifier/texts.ts'
import type { Clocks } from '#lib/dispute/clock.ts'
import { type CaseEntry, type CaseView, type EventView, verdictOf } from '#lib/dispute/view.ts'
import type { Attachment, Day, Item, PdfDocument, Section } from '#lib/pdf/document.ts'
import { organisationName } from './names.ts'

/** All of a question that its reader may see, and what belongs to the document besides. */
export type Packed = {
  readonly view: CaseView
  readonly entries: readonly CaseEntry[]
  readonly clocks: Clocks
  readonly files: readonly {
    readonly name: string
    readonly type: string
    readonly bytes: Uint8Array
    readonly kind: 'attachment' | 'proof'
  }[]
  /** Of the person whose list it is. */
  readonly code: string
  /** The operator's name, as people know it. */
  readonly operator: string
  /** Where saved proofs are checked; nothing personal is in it. */
  readonly verifyUrl: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A question as a document to hand in: what was asked, the entries, all dates, what was written, the answer; inside it the proof and the attachments. */
export function pack(packed: Packed, t: Texts, dates: Dates): PdfDocument {
  const { view, code, verifyUrl, now, operator } = packed
  const { size, data } = create(verifyUrl, { errorCorrectionLevel: 'M' }).modules
  const attachments = attachmentsOf(packed, t)
  const proof = attachments.find(({ relationship }) => relationship === 'Data')
  return {
    title: t.text('dispute.pack.title'),
    lang: t.locale,
    lead: [
      t.text('dispute.pack.reference', { reference: view.reference, name: view.askerName }),
      t.text('dispute.pack.whose', { code }),
      t.text('dispute.pack.made', { date: dates.stamp(now), zone: dates.timeZone, operator }),
    ],
    box: {
      title: t.text('dispute.pack.check'),
      texts: [proof ? t.text('dispute.pack.proof', { name: proof.name }) : t.text('dispute.pack.noProof')],
      code: { url: verifyUrl, label: t.text('dispute.pack.code'), size, modules: data },
    },
    sections: sectionsOf(packed, attachments, t, dates),
    closing: [t.text('dispute.pack.end'), t.text('dispute.pack.private')],
    foot: t.text('dispute.pack.page', { page: '{page}', pages: '{pages}' }),
    attachments,
    made: new Date(now),
  }
}

function attachmentsOf({ files }: Packed, t: Texts): readonly Attachment[] {
  return files.map(({ name, type, bytes, kind }, i) => ({
    // Two may be called the same.
    name: `${i + 1}-${name}`,
    type,
    bytes,
    description: t.text(kind === 'proof' ? 'dispute.pack.proofFile' : 'dispute.pack.attachment'),
    relationship: kind === 'proof' ? 'Data' : 'Supplement',
  }))
}

function sectionsOf(packed: Packed, attachments: readonly Attachment[], t: Texts, dates: Dates): readonly Section[] {
  const { view, entries, clocks } = packed
  const one = (title: string, items: readonly Item[]): Section => ({ title: t.text(title), days: [{ title: view.reference, items }] })
  return [
    one('dispute.pack.question', asked(view, t, dates)),
    one(
      'dispute.pack.entries',
      entries.map((entry) => entryItem(entry, t, dates)),
    ),
    one('dispute.pack.answer', answer(view, t, dates)),
    one(
      'dispute.pack.deadlines',
      [clocks.acknowledge, clocks.provider, clocks.answer].flatMap((clock) => {
        if (!clock) return []
        const { name, status, dueDay, pausedSince, stoppedAt } = clock
        const date = (at: Date | undefined) => (at ? dates.date(at.getTime()) : '')
        // Noon, which is on the same day in every zone that there is.
        const day = dates.date(Date.parse(`${dueDay}T12:00:00Z`))
        return [line(t.text(`dispute.clock.${name}.${status}`, { reader: 'staff', day, since: date(pausedSince), done: date(stoppedAt) }))]
      }),
    ),
    { title: t.text('dispute.pack.thread'), days: thread(packed, t, dates) },
    ...(attachments.length > 0
      ? [
          one(
            'dispute.pack.files',
            attachments.map(({ name, description }) => ({ label: '•', text: name, notes: [description] })),
          ),
        ]
      : []),
  ]
}

const line = (text: string, ...notes: readonly string[]): Item => ({ label: '•', text, notes })

function asked({ submittedAt, reasons, wants, care, knows, state }: CaseView, t: Texts, dates: Dates): readonly Item[] {
  const list = (kind: 'reason' | 'want', all: readonly string[]) => all.map((one) => t.text(`dispute.${kind}.${one}`)).join(' · ')
  return [
    line(t.text('dispute.step.submit'), dates.stamp(Date.parse(submittedAt))),
    line(t.text('dispute.asked.why'), list('reason', reasons)),
    line(t.text('dispute.asked.wants'), list('want', wants)),
    line(t.text('dispute.asked.care'), t.text(`dispute.answer.${care}`)),
    line(t.text('dispute.asked.knows'), t.text(`dispute.answer.${knows}`)),
    line(t.text('dispute.pack.state'), t.text(`dispute.state.${state}`)),
  ]
}

function entryItem(entry: CaseEntry, t: Texts, dates: Dates): Item {
  const { sentence, why, special } = entryWords(t, entry)
  const verdict = verdictOf(entry)
  const time = 'event' in entry ? [dates.stamp(Date.parse(entry.event.accessedAt))] : []
  return {
    label: String(entry.historyIndex + 1),
    text: plain(sentence),
    notes: [
      [...time, ...why, ...special].join(' · '),
      `${t.text(`dispute.entry.verdict.${verdict}`)} · ${t.text('fileEntry.index', { index: entry.logIndex })}`,
      ...(verdict === 'mismatch' ? [t.text(`dispute.entry.${'withheld' in entry ? 'unreadable' : 'changed'}`)] : []),
    ],
    strong: verdict === 'mismatch' || ('event' in entry && entry.event.emergency),
  }
}

function answer({ outcome, decidedAt, events }: CaseView, t: Texts, dates: Dates): readonly Item[] {
  if (outcome === undefined || decidedAt === undefined) return [line(t.text('dispute.pack.noAnswer'))]
  const text = events.findLast(({ step }) => step === 'decide' || step === 'decide-cause' || step === 'confirm')?.text
  const notes = [dates.stamp(Date.parse(decidedAt)), t.text(`dispute.result.means.${outcome}`), ...(text === undefined ? [] : [text])]
  return [line(t.text(`dispute.outcome.${outcome}`), ...notes)]
}

function thread({ view, entries }: Packed, t: Texts, dates: Dates): readonly Day[] {
  const days = new Map<string, EventView[]>()
  for (const event of view.events) {
    const day = dates.date(Date.parse(event.at))
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days].map(([title, events]) => ({ title, items: events.map((event) => eventItem(event, entries, t, dates)) }))
}

function eventItem(
  { at, step, party, authorName, audience, text, detail }: EventView,
  entries: readonly CaseEntry[],
  t: Texts,
  dates: Dates,
): Item {
  const who =
    party === 'clock' || party === 'patient'
      ? [party === 'clock' ? t.text('dispute.party.clock') : authorName]
      : [
          t.text(detail.said ? `dispute.thread.said.${detail.said}` : 'dispute.thread.by', {
            name: authorName,
            party: t.text(`dispute.party.${party}`),
          }),
        ]
  return {
    label: dates.time(Date.parse(at)),
    text: t.text(`dispute.step.${step}`),
    notes: [
      ...who,
      ...(detail.outcome ? [t.text(`dispute.outcome.${detail.outcome}`)] : []),
      ...(detail.provider === undefined ? [] : [organisationName(entries, detail.provider)]),
      ...(detail.body ? [t.text('dispute.thread.body', { body: t.text(`dispute.body.${detail.body}`) })] : []),
      ...(text === undefined ? [] : [text]),
      ...(text === undefined && audience !== 'everybody' ? [t.text('dispute.thread.notForYou')] : []),
    ],
  }
}
