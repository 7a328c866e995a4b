import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { CHANNELS, type Choice, type Contact, KINDS } from '#lib/alert-kinds.ts'
import { Change } from './change.tsx'
import { ContactChoice } from './contact-choice.tsx'
import { AlertSection } from './section.tsx'

type Props = {
  readonly choices: ReadonlySet<Choice> | undefined
  readonly contact: Contact
  readonly quiet: { readonly from: string; readonly until: string } | undefined
  readonly zone: string
}

/** What somebody who has not chosen yet finds ticked. */
const PROPOSED: ReadonlySet<Choice> = new Set(['first.app', 'emergency.app', 'followed.app'])

export function Settings({ choices, contact, quiet, zone }: Props) {
  const t = useTranslations('alerts')
  const ticked = choices ?? PROPOSED
  return (
    <AlertSection title={t('choose.title')}>
      <Change name="settings">
        <div className="divide-y divide-line border-y border-line">
          {KINDS.map((kind) => (
            <fieldset key={kind} className="py-3 sm:flex sm:items-center sm:justify-between sm:gap-6">
              <legend className="float-left max-w-md pb-1 sm:flex-1">
                <b>{t(`choose.${kind}.title`)}</b>
                <span className="block text-sm text-muted">{t(`choose.${kind}.text`)}</span>
              </legend>
              <div className="clear-both flex flex-wrap gap-x-5 sm:ml-auto">
                {CHANNELS.map((channel) => (
                  <label key={channel} className="flex min-h-11 cursor-pointer items-center gap-2">
                    <input
                      type="checkbox"
                      name={`${kind}.${channel}`}
                      defaultChecked={ticked.has(`${kind}.${channel}`)}
                      className="size-5 accent-(--accent)"
                    />
                    {t(`choose.${channel}`)}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <p className="mt-3 max-w-prose text-muted">{t('choose.questions')}</p>
        <QuietHours quiet={quiet} zone={zone} />
        <ContactChoice contact={contact} />
        <Button type="submit" look="primary" className="mt-5 w-full sm:w-auto">
          {t(choices ? 'choose.save' : 'choose.switchOn')}
        </Button>
      </Change>
    </AlertSection>
  )
}

function QuietHours({ quiet, zone }: Pick<Props, 'quiet' | 'zone'>) {
  const t = useTranslations('alerts.quiet')
  return (
    <fieldset className="mt-5">
      <legend className="font-semibold">{t('title')}</legend>
      <p className="max-w-prose text-muted">{t('text', { zone })}</p>
      <div className="mt-2 flex flex-wrap gap-x-6 gap-y-2">
        {(['from', 'until'] as const).map((end) => (
          <TextField key={end} label={t(end)} type="time" name={end === 'from' ? 'quietFrom' : 'quietUntil'} defaultValue={quiet?.[end]} />
        ))}
      </div>
    </fieldset>
  )
}
