import { type ComponentProps, useId } from 'react'
import { FieldError, Hint } from './field.tsx'
import { TextField } from './text-field.tsx'

type DateInput = Pick<ComponentProps<typeof TextField>, 'name' | 'defaultValue' | 'value' | 'onChange' | 'min' | 'max'>

type Props = {
  readonly legend: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly from: DateInput & { readonly label: string }
  readonly to: DateInput & { readonly label: string }
}

/** Two days, both included and either left out: two date fields that belong together. */
export function DateRange({ legend, hint, error, from, to }: Props) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined} className="min-w-0">
      <legend className="font-semibold">{legend}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <div className="mt-1 grid gap-3 min-[22rem]:grid-cols-2">
        {[from, to].map((input) => (
          <TextField key={input.label} type="date" {...input} aria-invalid={error ? true : undefined} />
        ))}
      </div>
      {error && (
        <div className="mt-1">
          <FieldError id={`${id}-error`}>{error}</FieldError>
        </div>
      )}
    </fieldset>
  )
}
