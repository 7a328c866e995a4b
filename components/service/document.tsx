import { type ReactNode, useId } from 'react'

type Props = { readonly title: string; readonly lead: ReactNode; readonly children: ReactNode }

/** A page that is read: its heading, one sentence about it, and parts of a width that eyes can follow. */
export function Document({ title, lead, children }: Props) {
  return (
    <article className="max-w-[66ch]">
      <h1 className="text-3xl tracking-tight sm:text-4xl">{title}</h1>
      <p className="mt-2 text-lg text-muted">{lead}</p>
      {children}
    </article>
  )
}

type PartProps = { readonly title: string; readonly id?: string; readonly children: ReactNode }

export function Part({ title, id, children }: PartProps) {
  const heading = useId()
  return (
    <section id={id} aria-labelledby={heading} className="mt-10 grid scroll-mt-6 gap-3">
      <h2 id={heading} className="text-2xl tracking-tight">
        {title}
      </h2>
      {children}
    </section>
  )
}

export function List({ children }: { readonly children: readonly ReactNode[] }) {
  return (
    <ul className="grid list-disc gap-1.5 pl-5">
      {children.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a list of the page that never changes
        <li key={i}>{item}</li>
      ))}
    </ul>
  )
}
