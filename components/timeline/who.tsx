import { useTranslations } from 'next-intl'
import type { Who } from '#lib/event/words.ts'

/** A person, or what is known instead of a name. */
export function WhoWords({ who }: { readonly who: Who }) {
  const t = useTranslations('event')
  const { key, role, roleText, name, organisation, unit } = who
  const form = name === undefined ? 'alone' : 'other'
  return t.rich(`who.${key}`, {
    b: (text) => <b>{text}</b>,
    name: name ?? '',
    named: name === undefined ? 'no' : 'yes',
    role: roleText === undefined ? t(`role.${role}`, { form }) : t('roleText', { form, text: roleText }),
    organisation: unit === undefined ? organisation : t('unit', { organisation, unit }),
  })
}
