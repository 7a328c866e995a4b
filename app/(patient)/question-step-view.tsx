import { getTranslations } from 'next-intl/server'
import { AskOnceMore } from '#components/questions/ask-once-more.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { env } from '#lib/env.ts'
import type { QuestionPage } from '#lib/server/disputes/question-pages.ts'

const STEPS = ['withdraw', 'reopen', 'escalate'] as const
type OwnStep = (typeof STEPS)[number]

/** The steps that have a page of their own. */
export const ownStepOf = (name: string): OwnStep | undefined => STEPS.find((step) => step === name)

type Props = {
  readonly question: QuestionPage
  readonly step: OwnStep
  readonly path: string
  readonly api: string
  readonly problem: unknown
}

/** What a step means, before it is taken. */
export async function QuestionStepView({ question: { view, steps, visit }, step, path, api, problem }: Props) {
  const t = await getTranslations('questions.step')
  const { DATA_PROTECTION_AUTHORITY: authority } = env('web')
  return (
    <div className="grid gap-5">
      <h1 className="text-3xl tracking-tight sm:text-4xl">{t(`${step}.title`)}</h1>
      <p className="-mt-2 text-muted">{t('of', { reference: view.reference })}</p>
      {steps.includes(step) ? (
        <>
          <p className="max-w-prose">{t(`${step}.means`)}</p>
          {step === 'escalate' && (
            <div className="rounded-2xl border border-line bg-surface p-5">
              <p className="max-w-prose">{t('escalate.pack')}</p>
              <p className="mt-3">
                <ButtonLink href={`${api}/pack`}>
                  <Icon name="download" />
                  {t('escalate.download')}
                </ButtonLink>
              </p>
            </div>
          )}
          <AskOnceMore step={step} action={`${api}/${step}`} visit={visit} problem={problem} authority={authority} />
        </>
      ) : (
        <p className="max-w-prose">{t('notNow')}</p>
      )}
      <p>
        <a href={path}>{t('back')}</a>
      </p>
    </div>
  )
}
