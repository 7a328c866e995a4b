'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Instant } from '#components/timeline/clock.tsx'
import { Button } from '#components/ui/button.tsx'
import { save } from '#components/ui/save.ts'
import type { HistorySession, KeptEvidence as Kept } from '#lib/verify/types.ts'

/** Contradictions that this device has found, also where today's list is right again. */
export function KeptEvidence({ session }: { readonly session: HistorySession }) {
  const t = useTranslations('keptEvidence')
  const [kept, setKept] = useState<readonly Kept[]>([])
  useEffect(() => {
    let gone = false
    void session.keptEvidence().then((found) => !gone && setKept(found))
    return () => {
      gone = true
    }
  }, [session])
  if (kept.length === 0) return null
  return (
    <div className="mt-4 rounded-xl border border-bad p-4">
      <p className="font-semibold text-bad">{t('title')}</p>
      <ul className="mt-2 grid gap-3">
        {kept.map(({ at, code, file }) => (
          <li key={`${at} ${code}`} className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <span>{t.rich('found', { code, at: () => <Instant at={at * 1000} /> })}</span>
            <Button onClick={() => save(file)}>{t('save')}</Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
