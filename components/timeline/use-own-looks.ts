'use client'

import { useMemo, useState } from 'react'
import { isOwn } from './own-looks.ts'
import type { Row } from './row.ts'

export type OwnLooks = {
  readonly count: number
  readonly shown: boolean
  /** Shown without the switch. */
  readonly asked: boolean
  readonly setShown: (shown: boolean) => void
  /** What of `rows` is to be seen: without own looks, unless they are asked for. */
  readonly visible: <R extends Row>(rows: readonly R[]) => readonly R[]
}

/** Own looks are hidden until somebody asks for them, by the switch or because `asked` says that nothing else is wanted. */
export function useOwnLooks(rows: readonly Row[], asked: boolean): OwnLooks {
  const [shown, setShown] = useState(false)
  const count = useMemo(() => rows.filter(isOwn).length, [rows])
  const visible = useMemo(
    () =>
      <R extends Row>(all: readonly R[]) =>
        shown || asked ? all : all.filter((row) => !isOwn(row)),
    [shown, asked],
  )
  return { count, shown: shown || asked, asked, setShown, visible }
}
