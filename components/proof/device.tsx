'use client'

import { useTranslations } from 'next-intl'
import { type ChangeEvent, useState } from 'react'
import { Instant } from '#components/timeline/clock.tsx'
import { Button } from '#components/ui/button.tsx'
import { save } from '#components/ui/save.ts'
import type { HistorySession, PinImport, Report } from '#lib/verify/types.ts'
import { KeptEvidence } from './kept-evidence.tsx'

/** What this device remembers between visits: hashes and sizes, nothing personal. */
export function Device({ session, report: { returning, verdict } }: { readonly session: HistorySession; readonly report: Report }) {
  const t = useTranslations('device')
  const [said, setSaid] = useState<PinImport | 'forgotten'>()
  const keep = async () => {
    const file = await session.exportPin()
    if (file) save(file)
  }
  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    if (file) setSaid(await session.importPin(await file.text()))
    target.value = ''
  }
  const forget = async () => {
    await session.forget()
    setSaid('forgotten')
  }
  return (
    <section className="mt-10">
      <h3 className="mb-2 text-lg">{t('title')}</h3>
      <p>
        {returning ? t.rich('returning', { size: returning.size, at: () => <Instant at={returning.time * 1000} /> }) : t('first')}{' '}
        {t('what')}
      </p>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button onClick={keep}>{t('save')}</Button>
        <label className="inline-flex min-h-11 cursor-pointer items-center rounded-lg border border-edge bg-surface px-4 font-semibold text-accent has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
          {t('read')}
          <input type="file" className="sr-only" accept=".json,application/json" onChange={read} />
        </label>
        <Button onClick={forget}>{t('forget')}</Button>
      </div>
      <p role="status" className="mt-2 font-semibold">
        {said && t(`said.${said}`)}
      </p>
      <KeptEvidence key={`${said} ${verdict}`} session={session} />
    </section>
  )
}
