import { useFormatter } from 'next-intl'
import type { ReactNode } from 'react'

type Props = {
  readonly name: string
  readonly value: string
  readonly label: string
  readonly about?: ReactNode
  readonly count?: number | undefined
  readonly checked: boolean
  readonly onChoose: () => void
}

/** One of several values: a row as high as a thumb, with how many entries it would leave. */
export function FilterOption({ name, value, label, about, count, checked, onChoose }: Props) {
  const format = useFormatter()
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-1 has-checked:bg-tint has-checked:font-semibold">
      <input type="radio" name={name} value={value} checked={checked} onChange={onChoose} className="size-5 shrink-0 accent-(--accent)" />
      <span className="min-w-0 flex-1">
        {label}
        {about !== undefined && <span className="block text-sm font-normal text-muted">{about}</span>}
      </span>
      {count !== undefined && <span className="text-muted tabular-nums">{format.number(count)}</span>}
    </label>
  )
}
