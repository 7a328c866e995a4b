import { type ReactNode, useId } from 'react'

type Props = { readonly title: string; readonly id?: string; readonly lead?: ReactNode; readonly children: ReactNode }

/** A part of a public page: its heading, one sentence about it, and what it is about. */
export function Section({ title, id, lead, children }: Props) {
  const heading = useId()
  return (
    <section id={id} aria-labelledby={heading} className="mt-12 scroll-mt-6 sm:mt-16">
      <h2 id={heading} className="text-2xl tracking-tight">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-2 max-w-[66ch] text-muted">{lead}</p>}
      <div className="mt-5">{children}</div>
    </section>
  )
}
