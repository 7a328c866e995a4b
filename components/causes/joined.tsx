import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { StaffForm } from '#components/support/staff-form.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { CauseState } from '#lib/dispute/cause.ts'

type Props = {
  readonly cause: { readonly id: string; readonly state: CauseState; readonly joined: number }
  readonly visit: string
  readonly references: readonly string[]
}

/** The questions of the cause; one that does not belong to it is taken out, with a reason that its patient reads. */
export function Joined({ cause: { id, state, joined }, visit, references }: Props) {
  const t = useTranslations('causes.joined')
  if (joined === 0) return null
  return (
    <Section title={t('title')}>
      <Disclosure summary={t('show', { count: references.length, joined })}>
        <ul className="flex flex-wrap gap-x-4 gap-y-1 tabular-nums">
          {references.map((reference) => (
            <li key={reference}>{reference}</li>
          ))}
        </ul>
      </Disclosure>
      {state !== 'answered' && (
        <Disclosure summary={t('takeOut')}>
          <StaffForm action={`/api/support/causes/${id}/unmerge`} visit={visit} button={t('button')}>
            <TextField label={t('reference')} name="reference" required maxLength={40} autoComplete="off" />
            <TextArea label={t('why')} hint={t('whyHint')} name="text" required maxLength={4000} />
          </StaffForm>
        </Disclosure>
      )}
    </Section>
  )
}
