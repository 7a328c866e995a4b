import { create } from 'qrcode'
import { isLate } from '#components/timeline/late.ts'
import { isShown, type Row } from '#components/timeline/row.ts'
import { entryWords } from '#components/verifier/entry-words.ts'
import { plain } from '#components/verifier/icu.ts'
import type { Texts } from '#components/verifier/texts.ts'
import type { Item, PdfDocument, Section } from '#lib/pdf/document.ts'
import type { About } from './about.ts'
import { byDay, type Dated } from './by-day.ts'
import type { Dates } from './dates.ts'
import { nameNote } from './name-note.ts'

/** The list as it is printed: for paper and for PDF the same. It says what this browser found, and how somebody else can find it too. */
export function listing(rows: readonly Row[], about: About, t: Texts, dates: Dates): PdfDocument {
  const { verifyUrl, identifier, now } = about
  const { size, data } = create(verifyUrl, { errorCorrectionLevel: 'M' }).modules
  return {
    title: t.text('export.list.title'),
    lang: t.locale,
    lead: [
      t.text('export.list.whose', { code: identifier.value }),
      t.text('export.list.made', { date: dates.stamp(now), zone: dates.timeZone }),
    ],
    box: {
      title: t.text('export.list.check'),
      texts: [
        found(rows, about, t, dates),
        t.text(about.proof ? 'export.list.attached' : 'export.list.paper', { name: about.proof ?? '' }),
      ],
      code: { url: verifyUrl, label: t.text('export.list.code'), size, modules: data },
    },
    sections: byDay(rows, dates).map(({ days }): Section => {
      const [[newest] = []] = days
      return {
        title: dates.month(newest?.time ?? 0),
        days: days.map((looks) => ({ title: dates.day(looks[0]?.time ?? 0), items: looks.map((look) => item(look, t, dates)) })),
      }
    }),
    closing: [t.text('export.list.end', { count: rows.length }), t.text('export.list.private')],
    foot: t.text('export.list.page', { page: '{page}', pages: '{pages}' }),
    made: new Date(now),
  }
}

/** Never more than was checked: the promise of the page for a whole list, and for a part that it is one. */
function found(rows: readonly Row[], { report, operator }: About, t: Texts, dates: Dates): string {
  const { verdict, level, complete, size, checkedAt } = report
  const checked = t.text('export.list.checked', { date: dates.stamp(checkedAt) })
  if (verdict !== 'verified') return t.text(verdict === 'mismatch' ? 'export.list.mismatch' : 'export.list.unchecked')
  if (!complete || rows.length < size) return `${checked} ${t.text('export.list.part', { count: rows.length, size, operator })}`
  const values = { count: size, operator, since: 'first', before: 0 }
  return `${checked} ${t.text(size === 0 ? `promise.none.${level}` : `promise.${level}`, values)}`
}

function item({ row, time }: Dated, t: Texts, dates: Dates): Item {
  const index = row.logIndex ?? 0
  const { sentence, why, special } = entryWords(t, isShown(row) ? { ...row, logIndex: index } : row)
  const verdict = row.mark === 'unverified' ? t.text('export.notVerified') : t.text(`verdict.${row.mark}`)
  const late =
    isShown(row) && isLate(row.event) ? [t.text('export.list.reported', { date: dates.stamp(Date.parse(row.event.recordedAt)) })] : []
  const place = row.logIndex === undefined ? [] : [t.text('fileEntry.index', { index })]
  return {
    label: isShown(row) ? dates.time(time) : '–',
    text: plain(sentence),
    notes: [
      [...why, ...special].join(' · '),
      ...(isShown(row) ? nameNote(row, t, dates) : []),
      [...late, verdict, ...place].join(' · '),
    ].filter((note) => note !== ''),
    strong: isShown(row) && row.event.emergency,
  }
}
