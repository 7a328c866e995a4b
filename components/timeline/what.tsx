import { useFormatter, useTranslations } from 'next-intl'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { categories } from '#lib/event/words.ts'

/** The kinds of data that were looked at. */
export function What({ event, strong = false }: { readonly event: AccessEvent; readonly strong?: boolean }) {
  const t = useTranslations('event.category')
  const format = useFormatter()
  const words = format.list(categories(event).map((category) => t(category)))
  return strong ? <b>{words}</b> : words
}
