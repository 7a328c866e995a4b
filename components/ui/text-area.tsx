import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './field.tsx'

type Props = FieldTexts & Omit<ComponentProps<'textarea'>, 'id' | 'className'>

/** Several lines of text. */
export function TextArea({ label, hint, error, rows = 6, ...input }: Props) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => <textarea rows={rows} {...input} {...control} />}
    </Field>
  )
}
