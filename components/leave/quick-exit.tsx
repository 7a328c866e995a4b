'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useId, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { followOthers, leave } from './leave.ts'
import { NO_PRESSES, PRESSES_TO_LEAVE, released } from './presses.ts'

const FORGOTTEN_MS = 5000

/**
 * For somebody who is watched: one click, or Shift three times, and another page is there. Always in sight, and above the
 * page, so that it covers nothing before somebody scrolls. Without scripts it is a link that the server answers.
 */
export function QuickExit({ url }: { readonly url: string }) {
  const t = useTranslations('leave')
  const keys = useId()
  const [{ count }, setPresses] = useState(NO_PRESSES)

  useEffect(() => followOthers(url), [url])
  useEffect(() => {
    const onKeyUp = (event: KeyboardEvent) => setPresses((before) => released(before, event))
    const onPointer = () => setPresses(NO_PRESSES)
    document.addEventListener('keyup', onKeyUp, true)
    document.addEventListener('pointerdown', onPointer, true)
    return () => {
      document.removeEventListener('keyup', onKeyUp, true)
      document.removeEventListener('pointerdown', onPointer, true)
    }
  }, [])
  useEffect(() => {
    if (count >= PRESSES_TO_LEAVE) leave(url)
    const timer = setTimeout(() => setPresses(NO_PRESSES), FORGOTTEN_MS)
    return () => clearTimeout(timer)
  }, [count, url])

  return (
    <aside
      aria-label={t('label')}
      className="pointer-events-none sticky top-0 z-10 mx-auto flex w-full max-w-6xl justify-end px-4 py-1.5 sm:px-6 print:hidden"
    >
      <a
        href="/api/leave"
        rel="nofollow"
        aria-describedby={keys}
        onClick={(event) => {
          event.preventDefault()
          leave(url)
        }}
        className="pointer-events-auto inline-flex min-h-9 items-center gap-2 rounded-full border border-edge bg-surface px-3.5 font-semibold text-ink no-underline shadow-md hover:underline"
      >
        <Icon name="logOut" className="size-4.5" />
        {t('button')}
      </a>
      <p id={keys} hidden>
        {t('keys')}
      </p>
      <p role="status" className="sr-only">
        {count > 0 && t('more', { more: Math.max(0, PRESSES_TO_LEAVE - count) })}
      </p>
    </aside>
  )
}
