import { useTranslations } from 'next-intl'
import { Section } from '#components/public/section.tsx'
import { StaffForm } from '#components/support/staff-form.tsx'
import { Select } from '#components/ui/select.tsx'
import { TextArea } from '#components/ui/text-area.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type Props = { readonly visit: string; readonly organisation?: string | undefined; readonly automatic?: string | undefined }

/** What a cause is, and which questions it is about. */
export function NewCause({ visit, organisation, automatic = '' }: Props) {
  const t = useTranslations('causes.new')
  return (
    <Section id="new" title={t('title')} lead={t('lead')}>
      <StaffForm action="/api/support/causes" visit={visit} button={t('button')} look="primary">
        <TextField label={t('name')} name="title" required maxLength={200} />
        <TextArea label={t('description')} name="description" required maxLength={4000} />
        <TextField label={t('organisation')} hint={t('organisationHint')} name="organisation" maxLength={200} defaultValue={organisation} />
        <TextField label={t('recordSystem')} hint={t('recordSystemHint')} name="recordSystem" maxLength={200} />
        <Select
          label={t('automatic')}
          name="automatic"
          defaultValue={automatic}
          options={[
            { value: '', text: t('any') },
            { value: 'yes', text: t('yes') },
            { value: 'no', text: t('no') },
          ]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField type="date" label={t('from')} name="from" />
          <TextField type="date" label={t('until')} name="until" />
        </div>
      </StaffForm>
    </Section>
  )
}
