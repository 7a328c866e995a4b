import type { Reminder } from '#lib/dispute/reminders.ts'
import type { EventView } from '#lib/dispute/view.ts'

type Key = 'text' | `clock.${Reminder['clock']}` | `stage.${Reminder['stage']}`

/** Of which deadline somebody was reminded, and how far it had come; undefined for what is no reminder. `t`: the words of `dispute.reminder`. */
export function reminderWords(
  { clock, stage }: EventView['detail'],
  t: (key: Key, values?: { readonly clock: string; readonly stage: string }) => string,
): string | undefined {
  return clock && stage && t('text', { clock: t(`clock.${clock}`), stage: t(`stage.${stage}`) })
}
