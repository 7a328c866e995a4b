'use client'

import type { ReactNode } from 'react'

/** What takes the place of the button that opened it, and says something to be careful about: the keyboard goes on in it, and all of it is to be seen. */
export function WarnedBox({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset
      ref={comeForward}
      tabIndex={-1}
      aria-label={label}
      className="w-full min-w-0 rounded-xl border border-line bg-warn-tint p-4 text-warn print:hidden"
    >
      {children}
    </fieldset>
  )
}

function comeForward(box: HTMLElement | null): void {
  box?.focus({ preventScroll: true })
  box?.scrollIntoView({ block: 'nearest' })
}
