import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './field.tsx'
import { Icon } from './icon.tsx'

export type Option = { readonly value: string; readonly text: string }

type Props = FieldTexts &
  Omit<ComponentProps<'select'>, 'id' | 'className' | 'children'> & { readonly options: readonly Option[]; readonly className?: string }

/** One of a few. The browser's own list: it works without scripts, and is the telephone's wheel on a telephone. */
export function Select({ label, hint, error, options, className, ...select }: Props) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(control) => (
        <div className="relative">
          <select {...select} {...control} className={`${control.className} appearance-none pr-10`}>
            {options.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          <Icon name="chevron" className="pointer-events-none absolute top-3 right-3 size-5 text-accent" />
        </div>
      )}
    </Field>
  )
}
