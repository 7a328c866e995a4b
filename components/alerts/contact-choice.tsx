import { useTranslations } from 'next-intl'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { CONTACTS, type Contact } from '#lib/alert-kinds.ts'

/** For somebody who lives with a person whom they must fear: how much a message may give away. */
export function ContactChoice({ contact }: { readonly contact: Contact }) {
  const t = useTranslations('alerts.contact')
  return (
    <div className="mt-6 max-w-prose">
      <ChoiceGroup legend={t('title')} hint={t('text')}>
        {CONTACTS.map((one) => (
          <Choice
            key={one}
            type="radio"
            name="contact"
            value={one}
            label={<b>{t(`${one}.title`)}</b>}
            hint={t(`${one}.text`)}
            defaultChecked={one === contact}
          />
        ))}
      </ChoiceGroup>
    </div>
  )
}
