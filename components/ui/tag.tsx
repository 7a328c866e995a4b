import type { ReactNode } from 'react'

const TONES = {
  grey: 'bg-grey-tint text-grey',
  warn: 'bg-warn-tint text-warn',
  wait: 'bg-wait-tint text-wait',
} as const

type Tone = keyof typeof TONES

export function Tag({ tone = 'grey', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`rounded-md border border-transparent px-2 py-0.5 text-sm font-semibold print:border-line ${TONES[tone]}`}>
      {children}
    </span>
  )
}
