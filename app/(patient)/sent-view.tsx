import { getFormatter, getTranslations } from 'next-intl/server'
import { placeFor } from '#components/asking/place.ts'
import type { Clock } from '#lib/dispute/clock.ts'
import { sentQuestion } from '#lib/server/disputes/asking.ts'
import { AskingFrame } from './asking-frame.tsx'

/** That a question is sent, and what happens when. */
export async function SentView({ id, sent, acting }: { readonly id: string; readonly sent: unknown; readonly acting?: string }) {
  const { reference, clocks } = await sentQuestion(id, acting)
  const t = await getTranslations('asking.sent')
  const format = await getFormatter()
  const day = ({ dueDay }: Clock) => format.dateTime(new Date(`${dueDay}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <AskingFrame>
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t('title', { reference })}</h1>
      {(sent === 'yes' || sent === 'joined') && (
        <p role="status" className="mt-4 rounded-xl border border-line bg-ok-tint p-4 font-semibold text-ok">
          {t(sent)}
        </p>
      )}
      <p className="mt-4 max-w-prose">{t('next')}</p>
      <ul className="mt-2 list-disc pl-6">
        {clocks.acknowledge && <li>{t('acknowledge', { day: day(clocks.acknowledge) })}</li>}
        {clocks.answer && <li>{t('answer', { day: day(clocks.answer) })}</li>}
      </ul>
      <p className="mt-6">
        <a href={placeFor(acting, '').history}>{(await getTranslations('asking.discarded'))('back')}</a>
      </p>
    </AskingFrame>
  )
}
