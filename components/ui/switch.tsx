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
    <div className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 py-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
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
      {hint && (
        <div className="col-span-2">
          <Hint id={`${id}-hint`}>{hint}</Hint>
        </div>
      )}
    </div>
  )
}
