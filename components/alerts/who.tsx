import { useTranslations } from 'next-intl'
import type { AccessEvent } from '#lib/event/access-event.ts'
import { sentence } from '#lib/event/words.ts'

/** Who it was, in as few words as there are. */
export function Who({ access }: { readonly access: AccessEvent }) {
  const t = useTranslations('alerts')
  const { key, name = '', organisation } = sentence(access).who
  const named = name !== '' && (key === 'named' || key === 'staff')
  return t.rich('who', { key: named ? 'named' : key === 'named' ? 'unnamed' : key, name, organisation, b: (text) => <b>{text}</b> })
}
