'use client'

import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { IconButton } from './button.tsx'
import type { DialogProps } from './dialog.tsx'

/** A modal dialog: the whole screen on a phone, a sheet at the side elsewhere. Opened by `ref.current.showModal()`. */
export function Sheet({ ref, title, children, onClose }: DialogProps) {
  const t = useTranslations('ui')
  const id = useId()
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      className="ml-auto h-dvh max-h-none w-full max-w-2xl overflow-y-auto overscroll-contain bg-paper text-ink"
    >
      <div className="sticky top-0 z-10 flex items-center justify-between gap-4 border-b border-line bg-surface px-4 py-3 sm:px-6">
        <h2 id={id} className="text-xl">
          {title}
        </h2>
        <form method="dialog">
          <IconButton type="submit" icon="close" label={t('close')} />
        </form>
      </div>
      <div className="px-4 py-6 sm:px-6">{children}</div>
    </dialog>
  )
}
