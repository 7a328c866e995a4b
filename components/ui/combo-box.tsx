'use client'

import { useTranslations } from 'next-intl'
import { ComboBox as AriaComboBox, Button, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components/ComboBox'
import { Icon } from './icon.tsx'
import { PageLanguage } from './page-language.tsx'
import { type Option, Select } from './select.tsx'
import { useHydrated } from './use-hydrated.ts'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly name: string
  readonly options: readonly Option[]
  readonly value?: string | undefined
  readonly onChange?: (value: string | undefined) => void
}

const BOX = 'min-h-11 w-full rounded-lg border border-edge bg-surface py-2 pr-11 pl-3 text-ink placeholder:text-muted'

/** One of many, found by typing. Until the page's scripts run it is the browser's own list of the same name and value. */
export function ComboBox({ label, hint, name, options, value, onChange }: Props) {
  const t = useTranslations('ui')
  const hydrated = useHydrated()
  if (!hydrated)
    return <Select label={label} hint={hint} name={name} options={[{ value: '', text: t('any') }, ...options]} defaultValue={value ?? ''} />
  return (
    <PageLanguage>
      <AriaComboBox
        name={name}
        formValue="key"
        menuTrigger="focus"
        allowsEmptyCollection
        defaultItems={options.map(({ value: id, text }) => ({ id, text }))}
        {...(value !== undefined && { defaultSelectedKey: value })}
        onSelectionChange={(key) => onChange?.(key === null ? undefined : String(key))}
        className="grid gap-1"
      >
        <Label className="font-semibold">{label}</Label>
        {hint && (
          <Text slot="description" className="text-[0.9375rem] text-muted">
            {hint}
          </Text>
        )}
        <div className="relative">
          <Input className={BOX} placeholder={t('any')} />
          <Button className="absolute inset-y-0 right-0 grid w-11 place-items-center text-accent">
            <Icon name="chevron" />
          </Button>
        </div>
        <Popover className="w-(--trigger-width) rounded-xl border border-edge bg-surface p-1 shadow-lg">
          <ListBox
            className="max-h-72 overflow-auto shadow-none outline-none"
            renderEmptyState={() => <p className="px-3 py-2 text-muted">{t('noMatch')}</p>}
          >
            {({ id, text }: { readonly id: string; readonly text: string }) => (
              <ListBoxItem
                id={id}
                textValue={text}
                className="flex min-h-11 cursor-pointer items-center rounded-lg px-3 py-2 data-focused:bg-tint data-selected:font-semibold forced-colors:data-focused:outline-2 forced-colors:data-focused:outline-[Highlight]"
              >
                {text}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </AriaComboBox>
    </PageLanguage>
  )
}
