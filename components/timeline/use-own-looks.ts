'use client'

import { useCallback, useMemo, useState } from 'react'
import { isOwn } from './own-looks.ts'
import type { Row } from './row.ts'

export type OwnLooks = {
  readonly count: number
  readonly shown: boolean
  /** Shown without the switch. */
  readonly asked: boolean
  readonly setShown: (shown: boolean) => void
  readonly isHidden: (row: Row) => boolean
  /** What of `rows` is to be seen: without own looks, unless they are asked for. */
  readonly visible: <R extends Row>(rows: readonly R[]) => readonly R[]
}

/** Own looks are hidden until somebody asks for them, by the switch or because `asked` says that nothing else is wanted. */
export function useOwnLooks(rows: readonly Row[], asked: boolean): OwnLooks {
  const [shown, setShown] = useState(false)
  const count = useMemo(() => rows.filter(isOwn).length, [rows])
  const all = shown || asked
  const isHidden = useCallback((row: Row) => !all && isOwn(row), [all])
  const visible = useCallback(<R extends Row>(given: readonly R[]) => given.filter((row) => !isHidden(row)), [isHidden])
  return { count, shown: all, asked, setShown, isHidden, visible }
}
