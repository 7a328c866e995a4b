import { useTranslations } from 'next-intl'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { type Answers as Given, LONGEST_DRAFT_TEXT, type Problem } from '#lib/dispute/draft.ts'
import { ANSWERS, LONGEST_TEXT, REASONS, WANTS } from '#lib/dispute/kinds.ts'
import type { Place } from './place.ts'

type Props = { readonly answers: Given; readonly who: Place['who']; readonly wrong: readonly Problem[] }

/** What is asked of somebody who asks. */
export function Answers({ answers, who, wrong }: Props) {
  const t = useTranslations('asking')
  const words = useTranslations('dispute')
  const error = (problem: Problem) =>
    wrong.includes(problem) ? t(`wrong.${problem}`, { most: LONGEST_TEXT, length: answers.text.length }) : undefined
  const part = (id: string) => ({ id, tabIndex: -1, className: 'scroll-mt-4' })
  return (
    <>
      <div {...part('reasons')}>
        <ChoiceGroup legend={t('reasons.legend')} hint={t('reasons.hint')} error={error('reasons')}>
          {REASONS.map((reason) => (
            <Choice
              key={reason}
              type="checkbox"
              name={`reason.${reason}`}
              label={who === 'self' ? words(`reason.${reason}`) : t(`reasonFor.${reason}`)}
              defaultChecked={answers.reasons.includes(reason)}
            />
          ))}
        </ChoiceGroup>
      </div>
      <div {...part('wants')}>
        <ChoiceGroup legend={t('wants.legend')} hint={t('wants.hint')} error={error('wants')}>
          {WANTS.map((want) => (
            <Choice
              key={want}
              type="checkbox"
              name={`want.${want}`}
              label={words(`want.${want}`)}
              defaultChecked={answers.wants.includes(want)}
            />
          ))}
        </ChoiceGroup>
      </div>
      {(['care', 'knows'] as const).map((name) => (
        <ChoiceGroup key={name} legend={name === 'care' ? t('care.legend', { who }) : t('knows.legend')}>
          {ANSWERS.map((answer) => (
            <Choice
              key={answer}
              type="radio"
              name={name}
              value={answer}
              label={words(`answer.${answer}`)}
              defaultChecked={answers[name] === answer}
            />
          ))}
        </ChoiceGroup>
      ))}
      <div {...part('text')}>
        <TextArea
          label={t('text.label')}
          hint={t('text.hint', { most: LONGEST_TEXT })}
          error={error('text') ?? error('tooLong')}
          name="text"
          defaultValue={answers.text}
          autoComplete="off"
          maxLength={LONGEST_DRAFT_TEXT}
        />
      </div>
      <ChoiceGroup legend={t('safe.legend')}>
        <Choice
          type="checkbox"
          name="safeContact"
          label={t('safe.label')}
          hint={t('safe.hint', { who })}
          defaultChecked={answers.safeContact}
        />
      </ChoiceGroup>
    </>
  )
}
