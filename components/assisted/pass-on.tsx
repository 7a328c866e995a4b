import { useFormatter, useTranslations } from 'next-intl'
import { StaffForm } from '#components/support/staff-form.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { DoneOrProblem } from '#components/ui/told.tsx'
import { PASSED_ON, type PassedOn, WAYS } from '#lib/dispute/assisted.ts'
import { LONGEST_TEXT } from '#lib/dispute/kinds.ts'

type Props = {
  readonly passOn: { readonly visit: string; readonly dispute: string; readonly until: Date; readonly steps: readonly PassedOn[] }
  /** What support has asked the person. */
  readonly asks: string | undefined
  readonly locale: string
}

const PROBLEMS = ['missing', 'notNow', 'tooMany'] as const

/** What the person who has told the code says: an agent writes it down in their place, for as long as the question is open to them. */
export function PassOnWords({ passOn: { visit, dispute, until, steps }, asks, locale }: Props) {
  const t = useTranslations('assisted.pass')
  const format = useFormatter()
  return (
    <Card title={t('title')} className="mt-6 max-w-[46rem] print:hidden">
      <div id="pass-on" className="grid scroll-mt-20 gap-4">
        <p className="max-w-prose">
          {t('lead', { until: format.dateTime(until, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) })}
        </p>
        {asks !== undefined && (
          <div>
            <p className="font-semibold">{t('asks')}</p>
            <blockquote lang={locale} className="mt-1 max-w-prose border-l-4 border-accent pl-4 break-words whitespace-pre-line">
              {asks}
            </blockquote>
          </div>
        )}
        {steps.length === 0 && <p>{t('none')}</p>}
        {steps.map((step) => (
          <Disclosure key={step} summary={t(`${step}.title`)} open={step === 'inform'}>
            <StaffForm
              action={`/api/support/assisted/${step}`}
              visit={visit}
              button={t(`${step}.button`)}
              look={step === 'inform' ? 'primary' : 'secondary'}
              {...(step === 'withdraw' && { sure: t('withdraw.sure') })}
            >
              <input type="hidden" name="case" value={dispute} />
              {step !== 'inform' && <p className="max-w-prose">{t(`${step}.means`)}</p>}
              <ChoiceGroup legend={t('way')}>
                {WAYS.map((way) => (
                  <Choice key={way} type="radio" name="said" value={way} required label={t(`said.${way}`)} />
                ))}
              </ChoiceGroup>
              {step !== 'withdraw' && (
                <TextArea label={t(`${step}.text`)} hint={t('read')} name="text" required maxLength={LONGEST_TEXT} rows={4} />
              )}
            </StaffForm>
          </Disclosure>
        ))}
      </div>
    </Card>
  )
}

/** What was passed on, or why not. */
export function PassOnTold({ done, problem }: { readonly done: unknown; readonly problem: unknown }) {
  const t = useTranslations('assisted.pass')
  const what = PASSED_ON.find((one) => one === done)
  const why = PROBLEMS.find((one) => one === problem)
  return (
    <div className="print:hidden">
      <DoneOrProblem done={what && t(`done.${what}`)} problem={why && t(`problem.${why}`)} />
    </div>
  )
}
