'use client'

import { useTranslations } from 'next-intl'
import { Choice, ChoiceGroup } from '#components/ui/choice.tsx'
import { ComboBox } from '#components/ui/combo-box.tsx'
import { DateRange } from '#components/ui/date-range.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Select } from '#components/ui/select.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { SearchField, TextField } from '#components/ui/text-field.tsx'

/** What is filled in or chosen: empty, filled, wrong, disabled. */
export function Fields() {
  const t = useTranslations('design.fields')
  const options = (['one', 'two', 'three'] as const).map((value) => ({ value, text: t(`option.${value}`) }))
  const day = { label: t('to'), name: 'to', defaultValue: '2026-08-06' }
  return (
    <div className="grid items-start gap-x-10 gap-y-6 rounded-2xl border border-line bg-surface p-5 lg:grid-cols-2">
      <TextField label={t('email')} hint={t('emailHint')} type="email" autoComplete="off" />
      <TextField label={t('email')} error={t('emailError')} defaultValue="anna@" type="email" autoComplete="off" />
      <TextField label={t('disabled')} defaultValue={t('option.one')} disabled />
      <TextField label={t('time')} type="time" defaultValue="22:00" />
      <SearchField label={t('search')} />
      <Select label={t('select')} options={options} />
      <ComboBox label={t('combo')} hint={t('comboHint')} name="organisation" options={options} />
      <DateRange legend={t('dates')} from={{ label: t('from'), name: 'from' }} to={day} />
      <DateRange
        legend={t('dates')}
        error={t('datesError')}
        from={{ label: t('from'), name: 'from', defaultValue: '2026-09-01' }}
        to={day}
      />
      <div>
        <Switch label={t('switch')} hint={t('switchHint')} defaultChecked />
        <Switch label={t('switch')} />
        <Switch label={t('disabled')} disabled />
      </div>
      {(['radio', 'checkbox'] as const).map((type) => (
        <ChoiceGroup key={type} legend={t(type)} error={type === 'checkbox' ? t('choiceError') : undefined}>
          {options.map(({ value, text }) => (
            <Choice key={value} type={type} name={type} label={text} defaultChecked={value === 'one'} disabled={value === 'three'} />
          ))}
        </ChoiceGroup>
      ))}
      <div className="lg:col-span-2">
        <Tabs
          label={t('tabs')}
          tabs={options.map(({ value, text }) => ({ id: value, title: text, content: <p>{t('panel', { option: text })}</p> }))}
        />
      </div>
      <Disclosure summary={t('disclosure')}>
        <p>{t('disclosureText')}</p>
      </Disclosure>
    </div>
  )
}
