'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 30_000

/** Has the server make the page anew every half minute, or as often as is said, for as long as somebody can see it. */
export function KeepCurrent({ everyMs = EVERY_MS }: { readonly everyMs?: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [router, everyMs])
  return null
}
