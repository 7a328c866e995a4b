'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether this page's scripts run here yet. What only they can answer is disabled until then, so that nobody presses it in vain. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
