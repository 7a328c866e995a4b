import { getFormatter, getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/ui/button.tsx'
import type { Clock } from '#lib/dispute/clock.ts'
import { type Outcome, REOPEN_DAYS, type State } from '#lib/dispute/kinds.ts'
import { LetterAsked, type LetterQuestion } from './letter-asked.tsx'
import { PrintButton } from './print.tsx'

type LetterSettings = {
  readonly OPERATOR_NAME: string
  readonly OPERATOR_CONTACT: string
  readonly OPERATOR_HOURS?: string | undefined
  readonly OPERATOR_ADDRESS?: string | undefined
  readonly WEB_ORIGIN: string
  readonly DATA_PROTECTION_AUTHORITY?: { readonly name: string; readonly url: string } | undefined
}
type Props = {
  readonly page: {
    readonly assisted: LetterQuestion & { readonly reference: string; readonly name: string; readonly address: string | undefined }
    readonly code?: string
    readonly clocks: { readonly acknowledge?: Clock; readonly answer?: Clock }
    readonly state: State
    readonly outcome?: Outcome
    readonly answer?: string
    readonly answeredBy?: string
    readonly asks?: string
    readonly passOn?: object
  }
  readonly settings: LetterSettings
  readonly back: string
}

/** A letter in the person's own language: what was asked, what happens or what came of it, and how to ask. It is printed alone. */
export async function Letter({ page, settings, back }: Props) {
  const { assisted, code, clocks, state, outcome, answer, answeredBy, asks, passOn } = page
  const { locale, reference } = assisted
  const words = await getTranslations('assisted.letter')
  const t = await getTranslations({ locale, namespace: 'letter' })
  const dispute = await getTranslations({ locale, namespace: 'dispute' })
  const format = await getFormatter({ locale })
  const isAwaited = !outcome && state !== 'withdrawn'
  const day = (of: string) => format.dateTime(new Date(of), { dateStyle: 'long', timeZone: 'UTC' })
  const { OPERATOR_NAME, OPERATOR_CONTACT, OPERATOR_HOURS, OPERATOR_ADDRESS, WEB_ORIGIN, DATA_PROTECTION_AUTHORITY: authority } = settings
  return (
    <>
      <div className="mb-6 max-w-prose print:hidden">
        <p className="text-muted">{words('hint')}</p>
        {assisted.asked.answers.safeContact && <p className="mt-2 rounded-xl bg-warn-tint p-4 font-semibold text-warn">{words('safe')}</p>}
        <p className="mt-4 flex flex-wrap gap-3">
          <PrintButton>{words('print')}</PrintButton>
          <ButtonLink href={back}>{words('back')}</ButtonLink>
          {passOn && <ButtonLink href="#pass-on">{words('passOn')}</ButtonLink>}
        </p>
      </div>
      <article
        id="letter"
        lang={locale}
        className="max-w-[46rem] rounded-lg border border-line bg-surface p-6 sm:p-10 print:max-w-none print:border-0 print:p-0"
      >
        <div className="flex flex-wrap justify-between gap-6">
          <address className="whitespace-pre-line not-italic">{[assisted.name, assisted.address].filter(Boolean).join('\n')}</address>
          <address className="whitespace-pre-line not-italic">
            {[OPERATOR_NAME, OPERATOR_ADDRESS, OPERATOR_CONTACT, OPERATOR_HOURS].filter(Boolean).join('\n')}
          </address>
        </div>
        <p className="mt-6">{format.dateTime(new Date(), { dateStyle: 'long' })}</p>
        <h1 className="mt-6 text-2xl">{t('title', { reference })}</h1>
        <LetterAsked assisted={assisted} />
        <section className="mt-6">
          <h2 className="text-lg">{outcome ? t('answer.title') : t('next.title')}</h2>
          {outcome && <p className="font-semibold">{dispute(`outcome.${outcome}`)}.</p>}
          {answer !== undefined && <p className="mt-2 break-words whitespace-pre-line">{answer}</p>}
          {answeredBy !== undefined && <p className="mt-2">{t('answer.by', { name: answeredBy, operator: OPERATOR_NAME })}</p>}
          {outcome && <p className="mt-2">{t('answer.reopen', { days: REOPEN_DAYS })}</p>}
          {outcome && authority && <p className="mt-2">{t('answer.authority', authority)}</p>}
          {!outcome && <p>{t('next.state', { state: dispute(`state.${state}`) })}</p>}
          {asks !== undefined && (
            <>
              <p className="mt-2">{t('next.asks')}</p>
              <p className="mt-2 break-words whitespace-pre-line">{asks}</p>
              <p className="mt-2">{t('next.tell', { phone: OPERATOR_CONTACT })}</p>
            </>
          )}
          {!outcome && state === 'submitted' && clocks.acknowledge && (
            <p>{t('next.acknowledge', { day: day(clocks.acknowledge.dueDay) })}</p>
          )}
          {isAwaited && asks === undefined && clocks.answer && <p>{t('next.answer', { day: day(clocks.answer.dueDay) })}</p>}
          {isAwaited && <p>{t('next.letter')}</p>}
        </section>
        <section className="mt-6">
          <h2 className="text-lg">{t('ask.title')}</h2>
          {code === undefined ? (
            <p>{t('ask.again', { phone: OPERATOR_CONTACT, reference })}</p>
          ) : (
            <>
              <p>{t('ask.text', { phone: OPERATOR_CONTACT })}</p>
              <dl className="my-3 flex flex-wrap gap-x-10 gap-y-2 rounded-lg border border-ink p-4 text-lg font-semibold">
                <div>
                  <dt className="text-base font-normal">{t('ask.reference')}</dt>
                  <dd className="tabular-nums">{reference}</dd>
                </div>
                <div>
                  <dt className="text-base font-normal">{t('ask.code')}</dt>
                  <dd className="font-mono">{code}</dd>
                </div>
              </dl>
              <p>{t('ask.secret')}</p>
            </>
          )}
          <p className="mt-2">{t('ask.online', { url: `${WEB_ORIGIN}/questions` })}</p>
          <p className="mt-2">{t('ask.look', { reference })}</p>
        </section>
      </article>
    </>
  )
}
