import type { ReactNode } from 'react'
import { Icon, type IconName } from '#components/ui/icon.tsx'

const TONES = {
  ok: ['check', 'bg-ok-tint text-ok', 'border-l-ok'],
  warn: ['clock', 'bg-warn-tint text-warn', 'border-l-warn'],
  grey: ['question', 'bg-grey-tint text-grey', 'border-l-grey'],
  bad: ['alert', 'bg-bad-tint text-bad', 'border-l-bad'],
} as const satisfies Record<string, readonly [IconName, string, string]>

export type NoticeTone = keyof typeof TONES

type Props = { readonly tone: NoticeTone; readonly icon?: IconName; readonly title: string; readonly children?: ReactNode }

/** The one thing that a page says first, in words, then colour, then icon. */
export function Notice({ tone, icon, title, children }: Props) {
  const [usual, tint, edge] = TONES[tone]
  return (
    <div className={`flex gap-3 rounded-2xl border border-l-6 border-line bg-surface p-5 sm:gap-5 sm:p-6 ${edge}`}>
      <span className={`grid size-9 shrink-0 place-items-center rounded-full sm:size-11 ${tint}`}>
        <Icon name={icon ?? usual} className="size-5 sm:size-6" />
      </span>
      <div className="min-w-0">
        <p className="text-lg font-semibold sm:text-xl">{title}</p>
        {children}
      </div>
    </div>
  )
}
