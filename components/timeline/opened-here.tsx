import { Clock } from './clock.tsx'
import type { ShownRow } from './row.ts'
import { Sentence } from './sentence.tsx'
import { VerdictMark } from './verdict-mark.tsx'

/** Looks at this list that are not sealed yet, mostly the one that just opened it: no news, so one quiet line. */
export function OpenedHere({ rows }: { readonly rows: readonly ShownRow[] }) {
  return rows.map((row) => (
    <p key={row.key} className="mt-4 flex flex-wrap items-center gap-x-3 px-1 text-[0.9375rem] text-muted">
      <span>
        <Sentence row={row} />
      </span>
      <Clock at={row.event.accessedAt} />
      <VerdictMark mark={row.mark} />
    </p>
  ))
}
