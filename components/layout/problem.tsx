import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly text: string; readonly children: ReactNode }

export function Problem({ title, text, children }: Props) {
  return (
    <div className="mx-auto max-w-xl px-4 py-10 sm:py-20">
      <h1 className="text-3xl">{title}</h1>
      <p className="mt-3 text-lg text-muted">{text}</p>
      <div className="mt-6">{children}</div>
    </div>
  )
}
