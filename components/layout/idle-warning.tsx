'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { isAnythingUnsent, leaveUnasked, msToStay } from '#components/sending/leaving.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { extendSession, SESSION_CHANNEL, sessionTimeLeft } from '#lib/queries.ts'

const WARN_SECONDS = 180

/** Says that the session is about to end while there is time to go on, with one click. When it has ended, so does this page. */
export function IdleWarning({ after = '/logged-out' }: { readonly after?: string }) {
  const t = useTranslations('idle')
  const queries = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const [unsent, setUnsent] = useState(false)
  const { data } = useQuery(sessionTimeLeft)
  const { mutate, isPending } = useMutation({ ...extendSession, onSuccess: (left) => queries.setQueryData(sessionTimeLeft.queryKey, left) })
  const ended = data === null
  const seconds = data?.secondsLeft ?? Number.POSITIVE_INFINITY
  const extendable = data !== null && data !== undefined && data.secondsLeftAtMost > data.secondsLeft

  useEffect(() => {
    if (!ended) return
    const timer = setTimeout(() => {
      leaveUnasked()
      location.assign(after)
    }, msToStay())
    return () => clearTimeout(timer)
  }, [ended, after])
  useEffect(() => {
    const channel = new BroadcastChannel(SESSION_CHANNEL)
    channel.onmessage = () => void queries.invalidateQueries({ queryKey: sessionTimeLeft.queryKey })
    return () => channel.close()
  }, [queries])
  useEffect(() => {
    if (seconds > WARN_SECONDS) return dialog.current?.close()
    setUnsent(isAnythingUnsent())
    dialog.current?.showModal()
  }, [seconds])

  return (
    <Dialog ref={dialog} title={t('title')}>
      <p className="mt-2">{t('text', { minutes: Math.max(1, Math.ceil(seconds / 60)) })}</p>
      {unsent && <p className="mt-2 font-semibold text-warn">{t('unsent')}</p>}
      <div className="mt-5 flex flex-wrap gap-3">
        {extendable && (
          <Button look="primary" busy={isPending} onClick={() => mutate()}>
            {t('stay')}
          </Button>
        )}
        {unsent && !extendable && <Button onClick={() => dialog.current?.close()}>{t('back')}</Button>}
        <form method="post" action="/api/logout">
          <Button type="submit">{t('logOut')}</Button>
        </form>
      </div>
    </Dialog>
  )
}
