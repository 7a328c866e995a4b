import { type ReactNode, type RefObject, useId } from 'react'

export type DialogProps = {
  readonly ref: RefObject<HTMLDialogElement | null>
  readonly title: string
  readonly children: ReactNode
  readonly onClose?: () => void
}

/** A question in the middle of the page that must be answered first. Opened by `ref.current.showModal()`. */
export function Dialog({ ref, title, children, onClose }: DialogProps) {
  const id = useId()
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-2xl border border-line bg-surface p-6 text-ink"
    >
      <h2 id={id} className="text-xl">
        {title}
      </h2>
      {children}
    </dialog>
  )
}
