import { useTranslations } from 'next-intl'
import { ErrorSummary } from '#components/asking/error-summary.tsx'
import { Answers } from '#components/asking/questions.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { WhoWords } from '#components/timeline/who.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import type { Answers as Given, Problem } from '#lib/dispute/draft.ts'
import type { Who } from '#lib/event/words.ts'
import { AssistedForm } from './form.tsx'

type Entry = { readonly historyIndex: number; readonly at: string; readonly who: Who; readonly automatic: boolean }

type Props = {
  readonly visit: string
  readonly assisted: {
    readonly id: string
    readonly asked: { readonly answers: Given; readonly entries: readonly { readonly at: string }[] }
  }
  readonly entries: readonly Entry[]
  readonly wrong: readonly Problem[]
}

/** The looks that match, to choose from, and the person's question about them. */
export function AskFor({ visit, assisted: { id, asked }, entries, wrong }: Props) {
  const t = useTranslations('assisted.ask')
  if (entries.length === 0)
    return (
      <Card title={t('title')}>
        <p role="status">{t('nothing')}</p>
      </Card>
    )
  return (
    <Card title={t('title')}>
      <ErrorSummary wrong={wrong} length={asked.answers.text.length} />
      <AssistedForm change="send" visit={visit} id={id}>
        <div id="entries" tabIndex={-1} className="scroll-mt-4">
          <ChoiceGroup legend={t('entries')} hint={t('entriesHint')} error={wrong.includes('entries') ? t('choose') : undefined}>
            {entries.map(({ historyIndex, at, who, automatic }) => (
              <Choice
                key={historyIndex}
                type="checkbox"
                name={`entry.${historyIndex}`}
                value="yes"
                label={
                  <>
                    <DayAndClock at={at} />: <WhoWords who={who} />
                  </>
                }
                hint={automatic ? t('automatic') : undefined}
                defaultChecked={asked.entries.some((chosen) => chosen.at === at)}
              />
            ))}
          </ChoiceGroup>
        </div>
        <Answers answers={asked.answers} who="self" wrong={wrong} />
        <p className="max-w-prose">{t('read')}</p>
        <div>
          <Button type="submit" look="primary">
            {t('send')}
          </Button>
        </div>
      </AssistedForm>
    </Card>
  )
}
