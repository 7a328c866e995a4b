import { useFormatter, useTranslations } from 'next-intl'
import type { AccessEvent } from '#lib/event/access-event.ts'

/** Why the name of whoever looked is not shown; undefined when it is. */
export function useNameNote({ actor, automatic, nameVisibility }: AccessEvent, concealed: 'opened' | 'withheld'): string | undefined {
  const t = useTranslations('name')
  const format = useFormatter()
  if (actor?.name || automatic || actor?.kind === 'system') return undefined
  if (concealed === 'opened') return t('notGiven')
  if (nameVisibility.policy === 'delayed') {
    return t('delayed', { date: format.dateTime(new Date(nameVisibility.until), { day: 'numeric', month: 'long', year: 'numeric' }) })
  }
  return t(nameVisibility.policy)
}
