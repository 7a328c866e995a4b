import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'

export const BOX =
  'min-h-11 w-full rounded-lg border border-edge bg-surface px-3 py-2 text-ink placeholder:text-muted disabled:cursor-not-allowed disabled:border-line disabled:bg-grey-tint disabled:text-grey aria-invalid:border-2 aria-invalid:border-warn'

/** What every field says around its control. An error is a sentence about what to do; red is kept for what does not match. */
export type FieldTexts = { readonly label: string; readonly hint?: string | undefined; readonly error?: string | undefined }

type ControlProps = {
  readonly id: string
  readonly className: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

type Props = FieldTexts & { readonly className?: string; readonly children: (control: ControlProps) => ReactNode }

/** A label above its control, a hint below the label, and the error beside the control, all read out with it. */
export function Field({ label, hint, error, className = '', children }: Props) {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={`grid gap-1 ${className}`}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      {children({ id, className: BOX, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

export function Hint({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="text-[0.9375rem] text-muted">
      {children}
    </p>
  )
}

export function FieldError({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="flex gap-1.5 font-semibold text-warn">
      <Icon name="alert" className="mt-0.5 size-5" />
      {children}
    </p>
  )
}
