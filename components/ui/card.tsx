import { type ReactNode, useId } from 'react'

export function Card({
  title,
  children,
  className = '',
}: {
  readonly title: string
  readonly children: ReactNode
  readonly className?: string
}) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={`rounded-2xl border border-line bg-surface p-5 ${className}`}>
      <h2 id={id} className="mb-3 text-base">
        {title}
      </h2>
      {children}
    </section>
  )
}
