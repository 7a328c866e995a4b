import { useFormatter } from 'next-intl'
import { Fragment } from 'react'

/** How a part of a bar is drawn: what counts most is full, the next is grey, and what is unknown is an outline. */
export const PARTS = ['people', 'automatic', 'unproven'] as const
export type Part = (typeof PARTS)[number]

export type BarRow = {
  readonly key: string
  readonly name: string
  /** Lengths of the parts of its bar. */
  readonly parts: Readonly<Partial<Record<Part, number>>>
  /** What else there is to say of it. */
  readonly note?: string
  /** The numbers of its columns, as they are read. */
  readonly cells: readonly string[]
}

type Props = {
  readonly caption: string
  readonly heading: string
  readonly columns: readonly string[]
  readonly rows: readonly BarRow[]
}

const WIDTH = 100

/** A table whose rows are bars: the picture for who looks, the numbers for who reads. */
export function BarTable({ caption, heading, columns, rows }: Props) {
  const most = Math.max(1, ...rows.map(({ parts }) => sum(parts)))
  return (
    <table className="w-full text-left tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead className="text-sm text-muted">
        <tr>
          <th scope="col" className="py-1 pr-2 font-normal">
            {heading}
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" className="py-1 pl-2 text-right font-normal">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, note, parts, cells }) => (
          <Fragment key={key}>
            <tr className="border-t border-line align-top">
              <th scope="row" className="w-full py-1.5 pr-2 font-normal break-words">
                {name}
                <Bar parts={parts} most={most} />
              </th>
              {cells.map((cell, i) => (
                <td key={columns[i]} className="py-1.5 pl-2 text-right sm:whitespace-nowrap">
                  {cell}
                </td>
              ))}
            </tr>
            {note !== undefined && (
              <tr>
                <td colSpan={columns.length + 1} className="pb-2 text-sm text-muted">
                  {note}
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function Bar({ parts, most }: { readonly parts: BarRow['parts']; readonly most: number }) {
  let from = 0
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} 8`} preserveAspectRatio="none" className="mt-1 h-2.5 w-full">
      {PARTS.map((part) => {
        const count = parts[part] ?? 0
        if (count === 0) return null
        const x = from
        // What is there is never too small to be seen.
        const length = Math.max(1.5, (count / most) * (WIDTH - 5))
        from += length
        return <rect key={part} className={`bar-${part}`} x={x} y="0.5" width={length} height="7" />
      })}
    </svg>
  )
}

const sum = (parts: BarRow['parts']) => Object.values(parts).reduce((total, count) => total + count, 0)

/** What the parts of the bars mean. */
export function BarLegend({ names }: { readonly names: Readonly<Partial<Record<Part, string>>> }) {
  return (
    <p className="mb-2 flex flex-wrap gap-x-4 text-sm text-muted">
      {PARTS.map((part) =>
        names[part] === undefined ? null : (
          <span key={part} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 10 10" className="size-3">
              <rect x="0.5" y="0.5" width="9" height="9" rx="1.5" className={`bar-${part}`} />
            </svg>
            {names[part]}
          </span>
        ),
      )}
    </p>
  )
}

/** A number, and how much of the whole it is. */
export function useShare() {
  const format = useFormatter()
  return (count: number, whole: number) =>
    whole === 0 ? '–' : format.number(count / whole, { style: 'percent', maximumFractionDigits: 0 })
}
