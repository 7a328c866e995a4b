'use client'

import { useEffect } from 'react'
import { SESSION_CHANNEL } from '#lib/queries.ts'

/** Has other tabs of this browser ask whether their session still stands: those whose log-in has ended leave their page. */
export function TellTabs() {
  useEffect(() => {
    const channel = new BroadcastChannel(SESSION_CHANNEL)
    channel.postMessage('ended')
    channel.close()
  }, [])
  return null
}
