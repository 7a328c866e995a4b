import type { ComponentProps } from 'react'
import { Field, type FieldTexts } from './field.tsx'
import { KeptTextArea } from './kept-text-area.tsx'

type Props = FieldTexts & Omit<ComponentProps<'textarea'>, 'id' | 'className'> & { readonly className?: string }

/** Some lines of text. */
export function TextArea({ label, hint, error, className, rows = 6, ...area }: Props) {
  return (
    <Field label={label} hint={hint} error={error} {...(className && { className })}>
      {(control) => <KeptTextArea rows={rows} {...area} {...control} />}
    </Field>
  )
}
