import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** A question that opens in its place; also without scripts. */
export function Explain({ question, children }: { readonly question: string; readonly children: ReactNode }) {
  return (
    <details className="group relative max-w-[66ch] print:hidden">
      <summary className="inline-flex min-h-8 list-none items-center gap-1.5 rounded font-semibold text-accent [&::-webkit-details-marker]:hidden">
        <Icon name="question" />
        <span className="underline underline-offset-3">{question}</span>
      </summary>
      <div className="mt-1 mb-2 grid gap-2 border-l-4 border-line pl-4">{children}</div>
    </details>
  )
}
