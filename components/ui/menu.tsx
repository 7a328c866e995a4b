'use client'

import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components/Menu'
import { buttonLook } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { PageLanguage } from './page-language.tsx'
import { useHydrated } from './use-hydrated.ts'

type MenuEntry = { readonly id: string; readonly text: string; readonly icon?: IconName } & (
  | { readonly href: string }
  | { readonly onAction: () => void }
)

type Props = { readonly label: ReactNode; readonly name?: string; readonly entries: readonly MenuEntry[] }

/** A button that opens a short list of things to do. What must be reachable without scripts does not belong into one. */
export function Menu({ label, name, entries }: Props) {
  const hydrated = useHydrated()
  return (
    <PageLanguage>
      <MenuTrigger>
        <Button isDisabled={!hydrated} {...(name && { 'aria-label': name })} className={buttonLook('secondary')}>
          {label}
          <Icon name="chevron" />
        </Button>
        <Popover className="min-w-(--trigger-width) rounded-xl border border-edge bg-surface p-1 shadow-lg">
          <AriaMenu className="max-h-[inherit] overflow-auto shadow-none outline-none">
            {entries.map(({ id, text, icon, ...does }) => (
              <MenuItem
                key={id}
                id={id}
                textValue={text}
                {...does}
                className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-2 text-ink no-underline data-focused:bg-tint forced-colors:data-focused:outline-2 forced-colors:data-focused:outline-[Highlight]"
              >
                {icon && <Icon name={icon} className="size-5 text-accent" />}
                {text}
              </MenuItem>
            ))}
          </AriaMenu>
        </Popover>
      </MenuTrigger>
    </PageLanguage>
  )
}
