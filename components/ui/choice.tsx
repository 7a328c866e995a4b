import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldError, Hint } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'type'> & {
  readonly type: 'radio' | 'checkbox'
  readonly label: ReactNode
  readonly hint?: string | undefined
}

/** A radio button or a check box; the whole line is its target. */
export function Choice({ type, label, hint, ...input }: Props) {
  const id = useId()
  return (
    <div className="relative flex min-h-11 items-start gap-3 rounded-lg px-3 py-2 has-checked:bg-tint has-disabled:text-grey">
      <input type={type} {...input} id={id} aria-describedby={hint && `${id}-hint`} className="mt-0.5 size-5 shrink-0 accent-(--accent)" />
      <span className="min-w-0">
        <label htmlFor={id} className="after:absolute after:inset-0">
          {label}
        </label>
        {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      </span>
    </div>
  )
}

type GroupProps = { readonly legend: string; readonly hint?: string; readonly error?: string | undefined; readonly children: ReactNode }

/** Choices that belong together, below what they answer. */
export function ChoiceGroup({ legend, hint, error, children }: GroupProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset aria-describedby={described || undefined} className="min-w-0">
      <legend className="font-semibold">{legend}</legend>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      <div className="-mx-3 mt-1 grid gap-0.5">{children}</div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}
