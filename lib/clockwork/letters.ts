import { type Letter, texts } from '#lib/alerts/letters.ts'
import type { Message } from './messages.ts'

/** A case as an e-mail names it. `dueDay` is such as `2026-12-28`. */
type About = Pick<Message, 'clock' | 'stage'> & { readonly reference: string; readonly dueDay: string; readonly link: string }

/** An e-mail to staff: which case, what is due and when. It says nothing of whose case it is and of what is in it. */
export async function staffLetter(language: string, { clock, stage, reference, dueDay, link }: About): Promise<Letter> {
  const t = await texts(language, 'staffMessage')
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(dueDay))
  const about = stage === 'asked' ? 'asked' : stage === 'overdue' ? `was.${clock}` : `is.${clock}`
  const text = [t(about, { day }), t('open'), link].join('\n\n')
  return { subject: t(`subject.${stage}`, { reference }), text: `${text}\n` }
}
