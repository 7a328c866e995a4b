'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { stillActing } from '#lib/queries.ts'

/** Asks whether the reader may still act for this person. When that has ended, so does this page: loaded anew, it says why. */
export function StillActing({ id }: { readonly id: string }) {
  const { data } = useQuery(stillActing(id))
  useEffect(() => {
    if (data === false) location.reload()
  }, [data])
  return null
}
