import { useTranslations } from 'next-intl'
import { type ComponentProps, useId } from 'react'
import { Hint } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'type' | 'role'> & {
  readonly label: string
  readonly hint?: string | undefined
}

/** On or off, in words as well. A check box underneath: in a form it works without scripts. */
export function Switch({ label, hint, ...input }: Props) {
  const t = useTranslations('ui')
  const id = useId()
  return (
    <div className="flex min-h-11 items-start justify-between gap-4 py-1.5">
      <div className="min-w-0">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint && <Hint id={`${id}-hint`}>{hint}</Hint>}
      </div>
      <span className="relative flex min-h-8 items-center gap-2">
        {/* biome-ignore lint/a11y/useAriaPropsForRole: a check box says by itself whether it is checked */}
        <input type="checkbox" role="switch" {...input} id={id} aria-describedby={hint && `${id}-hint`} className="switch peer" />
        <span aria-hidden="true" className="w-9 text-sm font-semibold text-muted peer-checked:hidden">
          {t('off')}
        </span>
        <span aria-hidden="true" className="hidden w-9 text-sm font-semibold text-accent peer-checked:inline">
          {t('on')}
        </span>
      </span>
    </div>
  )
}
