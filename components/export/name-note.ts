import type { ShownRow } from '#components/timeline/row.ts'
import type { Texts } from '#components/verifier/texts.ts'
import type { Dates } from './dates.ts'

/** Why the name of whoever looked is not there; nothing where it is, or where nobody has one. */
export function nameNote({ event, concealed }: ShownRow, t: Texts, dates: Dates): string[] {
  const { actor, automatic, nameVisibility } = event
  if (concealed === 'opened' || actor?.name !== undefined || automatic || actor?.kind === 'system' || actor?.kind === 'patient') return []
  if (nameVisibility.policy !== 'delayed') return [t.text(`name.${nameVisibility.policy}`)]
  return [t.text('name.delayed', { date: dates.date(Date.parse(nameVisibility.until)) })]
}
