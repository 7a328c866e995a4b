'use client'

import { useEffect, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { Row } from '#components/timeline/row.ts'
import type { PdfDocument } from '#lib/pdf/document.ts'
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
  const [document_, setDocument] = useState<PdfDocument>()
  useEffect(() => {
    void import('./listing.ts').then(setModule)
  }, [])
  useEffect(() => {
    if (!module) return
    const begin = () => {
      const about = { report, operator, identifier, verifyUrl: `${location.origin}/verify`, now: Date.now() }
      // The browser takes its picture when this returns.
      flushSync(() => setDocument(module.listing(rows, about, words.texts, words.dates)))
    }
    const end = () => setDocument(undefined)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [module, rows, report, operator, identifier, words])
  return document_ ? createPortal(<Paper document={document_} />, document.body) : null
}
