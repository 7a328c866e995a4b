import { useTranslations } from 'next-intl'
import { CONTACTS, type Contact } from '#lib/alert-kinds.ts'

/** For somebody who lives with a person whom they must fear: how much a message may give away. */
export function ContactChoice({ contact }: { readonly contact: Contact }) {
  const t = useTranslations('alerts.contact')
  return (
    <fieldset className="mt-6">
      <legend className="font-bold">{t('title')}</legend>
      <p className="max-w-prose text-muted">{t('text')}</p>
      <div className="mt-2 grid gap-2">
        {CONTACTS.map((one) => (
          <label
            key={one}
            className="flex cursor-pointer items-start gap-3 rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-tint"
          >
            <input
              type="radio"
              name="contact"
              value={one}
              defaultChecked={one === contact}
              className="mt-1 size-5 shrink-0 accent-(--accent)"
            />
            <span className="max-w-prose">
              <b>{t(`${one}.title`)}</b>
              <span className="block text-muted">{t(`${one}.text`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
