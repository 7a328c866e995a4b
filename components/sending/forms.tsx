import { useTranslations } from 'next-intl'
import { SendForms } from './send-forms.tsx'

/** Has scripts send the forms of the pages below: what is refused stays as it was written. Without them the browser sends the forms. */
export function KeptForms() {
  const t = useTranslations('sending')
  const words = { sending: t('sending'), unanswered: t('unanswered'), failed: t('failed'), loggedOut: t('loggedOut') }
  return <SendForms words={{ ...words, logIn: t('logIn'), lost: t('lost') }} />
}
