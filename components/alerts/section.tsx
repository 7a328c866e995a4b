import { type ReactNode, useId } from 'react'

type Props = { readonly title: string; readonly text?: string; readonly children: ReactNode }

export function AlertSection({ title, text, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded-2xl border border-line bg-surface p-4 sm:p-6">
      <h2 id={id} className="text-xl">
        {title}
      </h2>
      {text !== undefined && <p className="mt-1 max-w-prose text-muted">{text}</p>}
      <div className="mt-4">{children}</div>
    </section>
  )
}
