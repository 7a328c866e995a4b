'use client'

import { DayAndClock } from '#components/timeline/clock.tsx'
import { Reason } from '#components/timeline/reason.tsx'
import { entryRow, isShown, type UncheckedEntry } from '#components/timeline/row.ts'
import { Sentence } from '#components/timeline/sentence.tsx'

/** An entry as the list says it; in the browser’s words, which on the pages about somebody else are about them. */
export function EntrySentence({ entry }: { readonly entry: UncheckedEntry }) {
  const row = entryRow(entry, 'unverified')
  return (
    <>
      <span className="block max-w-[62ch]">
        <Sentence row={row} />
      </span>
      {isShown(row) && (
        <span className="block text-[0.9375rem] text-muted">
          <DayAndClock at={row.event.accessedAt} />
          <Reason event={row.event} />
        </span>
      )}
    </>
  )
}
