'use client'

import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { type DayBlock, DaySection } from './day-list.tsx'

/** Up to here all of a list is in the page, where the browser's own search finds it. */
const ALL_LINES = 200
const OVERSCAN = 4
const LINE_PX = 104
const HEADING_PX = 60

/** A day out of sight is in the page, but laid out when somebody comes near it. What is measured must not be so. */
const UNSEEN = '[content-visibility:auto] [contain-intrinsic-block-size:auto_11rem] print:[content-visibility:visible]'

type Gap = { readonly from: number; readonly height: number }

/** The days that are in sight of a long list, and the height of all others; of a short list, all of them. */
export function DayWindow({ blocks }: { readonly blocks: readonly DayBlock[] }) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [focused, setFocused] = useState<number>()
  const long = blocks.reduce((sum, { day }) => sum + day.lines.length, 0) > ALL_LINES
  const partly = useHydrated(long)
  const virtualizer = useWindowVirtualizer({
    count: blocks.length,
    estimateSize: (index) => (blocks[index]?.day.lines.length ?? 0) * LINE_PX + HEADING_PX,
    getItemKey: (index) => blocks[index]?.key ?? index,
    scrollMargin: top,
    overscan: OVERSCAN,
    enabled: long,
    // What holds the focus stays in the page, however far somebody scrolls.
    rangeExtractor: useCallback(
      (range: Range) => {
        const inSight = defaultRangeExtractor(range)
        return focused === undefined || focused >= range.count ? inSight : [...new Set([...inSight, focused])].sort((a, b) => a - b)
      },
      [focused],
    ),
  })
  useLayoutEffect(() => {
    if (!long) return
    const place = () => setTop((list.current?.getBoundingClientRect().top ?? 0) + scrollY)
    place()
    const observer = new ResizeObserver(place)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [long])

  const items = virtualizer.getVirtualItems()
  const indexes = partly ? items.map(({ index }) => index) : blocks.map((_, index) => index)
  const gapBefore = (at: number): Gap => {
    const [item, before] = [items[at], items[at - 1]]
    const from = before?.end ?? top
    return { from, height: partly && item ? item.start - from : 0 }
  }
  const rest = partly ? virtualizer.getTotalSize() + top - (items.at(-1)?.end ?? top) : 0
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes where the focus is
    <div
      ref={list}
      className={partly ? '[overflow-anchor:none]' : ''}
      onFocus={({ target }) => setFocused(indexOf(target))}
      onBlur={() => setFocused(undefined)}
    >
      {indexes.map((index, at) => {
        const block = blocks[index]
        const gap = gapBefore(at)
        return (
          block && (
            <Fragment key={block.key}>
              <Space height={gap.height} />
              <div data-index={index} {...(partly ? { ref: virtualizer.measureElement } : { className: UNSEEN })}>
                <DaySection block={block} />
              </div>
            </Fragment>
          )
        )
      })}
      <Space height={rest} />
    </div>
  )
}

function indexOf(element: Element): number | undefined {
  const index = element.closest('[data-index]')?.getAttribute('data-index')
  return index ? Number(index) : undefined
}

function Space({ height }: { readonly height: number }) {
  return height > 0 ? <div aria-hidden="true" style={{ height }} /> : null
}
