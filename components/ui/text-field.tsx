import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './field.tsx'
import { Icon } from './icon.tsx'

type Input = Omit<ComponentProps<'input'>, 'id' | 'className' | 'type'>

type TextProps = FieldTexts & Input & { readonly type?: 'text' | 'email' | 'tel' | 'url' | 'time' | 'date'; readonly className?: string }

/** One line of text; also a date or a time of day, for which the browser has the better picker, on a phone above all. */
export function TextField({ label, hint, error, className, type = 'text', ...input }: TextProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(control) => <input type={type} {...input} {...control} />}
    </Field>
  )
}

type SearchProps = Pick<FieldTexts, 'label' | 'hint'> & Input & { readonly className?: string }

/** Escape empties it, as the browser has it. */
export function SearchField({ label, hint, className, ...input }: SearchProps) {
  return (
    <Field label={label} hint={hint} {...(className && { className })}>
      {(control) => (
        <div className="relative">
          <Icon name="search" className="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
          <input type="search" autoComplete="off" {...input} {...control} className={`${control.className} pl-10`} />
        </div>
      )}
    </Field>
  )
}
