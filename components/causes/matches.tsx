import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { StaffForm } from '#components/support/staff-form.tsx'
import { DayAndClock } from '#components/timeline/clock.tsx'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import type { State } from '#lib/dispute/kinds.ts'

type Match = {
  readonly id: string
  readonly reference: string
  readonly state: State
  readonly submittedAt: string
  readonly heldBy?: string
}
type Props = {
  readonly id: string
  readonly visit: string
  readonly matches: readonly Match[]
  readonly matching: number
  readonly takeable: number
}

/** Open questions that fit, to be joined with the cause: all that can be, or some. */
export function Matches({ id, visit, matches, matching, takeable }: Props) {
  const t = useTranslations('causes.matches')
  const state = useTranslations('dispute.state')
  const action = `/api/support/causes/${id}/merge`
  return (
    <Section title={t('title')} lead={t('lead')}>
      <p>{t('count', { matching, takeable })}</p>
      {takeable > 0 && (
        <div className="mt-4 grid gap-6">
          <StaffForm action={action} visit={visit} button={t('all', { count: takeable })} look="primary">
            <input type="hidden" name="all" value="yes" />
          </StaffForm>
          <Disclosure summary={t('some')}>
            <StaffForm action={action} visit={visit} button={t('chosen')}>
              <ChoiceGroup legend={t('which')} {...(matching > matches.length && { hint: t('oldest', { count: matches.length }) })}>
                {matches.map((match) => (
                  <Choice
                    key={match.id}
                    type="checkbox"
                    name={`case.${match.id}`}
                    value="yes"
                    disabled={match.heldBy !== undefined}
                    label={
                      <>
                        {match.reference} · {state(match.state)} · <DayAndClock at={match.submittedAt} />
                      </>
                    }
                    hint={match.heldBy && t('held', { name: match.heldBy })}
                  />
                ))}
              </ChoiceGroup>
            </StaffForm>
          </Disclosure>
        </div>
      )}
    </Section>
  )
}
