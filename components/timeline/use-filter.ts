'use client'

import { useCallback, useEffect, useState } from 'react'
import type { LookFilter } from '#lib/event/look-filter.ts'
import { type Filter, isFilterFragment, NAMES, printFilter, readFilter } from './filter.ts'

export type ChangeFilter = (next: Filter, how?: 'push' | 'replace') => void

/**
 * The filter that the address says, and the text, which is only here: the way back leads through choices, and a reload keeps them.
 * These steps are kept from Next's router, which after a reload would fetch the page again for each of them, and begin another visit.
 */
export function useFilter(chosen: LookFilter): readonly [Filter, ChangeFilter] {
  const [filter, setFilter] = useState<Filter>(chosen)
  useEffect(() => {
    const page = location.pathname
    const read = () => setFilter((old) => sameAsBefore(old, ofAddress(old)))
    const onWay = (event: PopStateEvent) => {
      if (location.pathname !== page) return
      event.stopImmediatePropagation()
      read()
    }
    read()
    addEventListener('popstate', onWay, { capture: true })
    return () => removeEventListener('popstate', onWay, { capture: true })
  }, [])
  const change = useCallback<ChangeFilter>((next, how = 'push') => {
    setFilter(next)
    const { query, fragment } = printFilter(next)
    const address = `${location.pathname}${query && `?${query}`}${fragment && `#${fragment}`}`
    if (address === `${location.pathname}${location.search}${location.hash}`) return
    const { pushState, replaceState } = History.prototype
    if (how === 'push') pushState.call(history, history.state, '', address)
    else replaceState.call(history, history.state, '', address)
  }, [])
  return [filter, change]
}

// The link past the header leads to `#main`: that says nothing about names, and takes none of them away.
function ofAddress(old: Filter): Filter {
  const fragment = location.hash.slice(1)
  const read = readFilter(location.search, fragment)
  const kept = isFilterFragment(fragment)
    ? {}
    : Object.fromEntries(NAMES.flatMap((kind) => (old[kind] === undefined ? [] : [[kind, old[kind]]])))
  return { ...read, ...kept, ...(old.text !== undefined && { text: old.text }) }
}

function sameAsBefore(old: Filter, next: Filter): Filter {
  const [before, after] = [printFilter(old), printFilter(next)]
  return before.query === after.query && before.fragment === after.fragment ? old : next
}
