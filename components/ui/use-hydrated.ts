'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * Whether this page's scripts run here yet. What only they can answer is disabled until then, so that nobody presses it in vain.
 * Where it makes no `difference` it stays false, and nothing is rendered a second time.
 */
export function useHydrated(difference = true): boolean {
  return useSyncExternalStore(
    never,
    () => difference,
    () => false,
  )
}
