'use client'

import { useEffect, useMemo, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { Row } from '#components/timeline/row.ts'
import type { Report } from '#lib/verify/types.ts'
import { Paper } from './paper.tsx'
import { useWords } from './use-words.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly report: Report
  readonly operator: string
  readonly identifier: { readonly system: string; readonly value: string }
}

/** While the browser prints, the list for paper stands on the page instead of the one for the screen: every entry, also those out of sight. */
export function Printout({ rows, report, operator, identifier }: Props) {
  const words = useWords()
  const [module, setModule] = useState<typeof import('./listing.ts')>()
  const [begunAt, setBegunAt] = useState<number>()
  useEffect(() => {
    void import('./listing.ts').then(setModule)
    // The browser takes its picture when this returns.
    const begin = () => flushSync(() => setBegunAt(Date.now()))
    const end = () => setBegunAt(undefined)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  const list = useMemo(() => {
    if (!module || begunAt === undefined) return undefined
    const about = { report, operator, identifier, verifyUrl: `${location.origin}/verify`, now: begunAt }
    return module.listing(rows, about, words.texts, words.dates)
  }, [module, begunAt, rows, report, operator, identifier, words])
  return list ? createPortal(<Paper document={list} />, document.body) : null
}
