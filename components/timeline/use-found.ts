'use client'

import { useTimeZone } from 'next-intl'
import { useDeferredValue, useMemo } from 'react'
import type { Filter } from './filter.ts'
import { find, nameAt, prepare } from './find.ts'
import type { Row } from './row.ts'
import { useSaid } from './use-said.ts'

/** What the filter finds among the rows. It comes a moment after what was typed, so that no key waits for a long list. */
export function useFound(rows: readonly Row[], filter: Filter, isHidden: (row: Row) => boolean) {
  const timeZone = useTimeZone() ?? 'UTC'
  const said = useSaid()
  const asked = useDeferredValue(filter)
  const all = useDeferredValue(rows)
  const list = useMemo(() => prepare(all, timeZone), [all, timeZone])
  const found = useMemo(() => find(list, asked, said, isHidden), [list, asked, said, isHidden])
  const { person, organisation, system } = filter
  const chosen = useMemo(
    () => ({
      person: nameAt(list, 'person', person),
      organisation: nameAt(list, 'organisation', organisation),
      system: nameAt(list, 'system', system),
    }),
    [list, person, organisation, system],
  )
  return { found, chosen }
}
