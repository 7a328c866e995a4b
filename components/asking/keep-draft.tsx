'use client'

import { useEffect, useState } from 'react'
import { askBeforeLeaving } from '#components/sending/leaving.ts'
import { isChanged } from '#components/sending/written.ts'

type State = 'saving' | 'saved' | 'failed' | 'loggedOut'
type Props = {
  /** The id of the form. */
  readonly form: string
  readonly url: string
  readonly words: Readonly<Record<State, string>>
}

const PAUSE_MS = 800
const AGAIN_MS = 5000

/** Keeps what is in a form on the server as it changes, and says whether it is kept. Nothing of it stays in the browser. */
export function KeepDraft({ form: id, url, words }: Props) {
  const [state, setState] = useState<State>()
  useEffect(() => {
    const form = document.getElementById(id)
    if (!(form instanceof HTMLFormElement)) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let [changes, kept, busy] = [0, 0, false]
    const save = async () => {
      clearTimeout(timer)
      if (busy || kept === changes) return
      busy = true
      const now = changes
      setState('saving')
      const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]))
      const answer = await fetch(url, { method: 'POST', body, keepalive: document.visibilityState === 'hidden', redirect: 'manual' }).catch(
        () => undefined,
      )
      busy = false
      if (answer?.status === 204) kept = Math.max(kept, now)
      if (answer?.status !== 401 && kept !== changes) later(answer?.status === 204 ? 0 : AGAIN_MS)
      setState(answer?.status === 401 ? 'loggedOut' : answer?.status !== 204 ? 'failed' : kept === changes ? 'saved' : 'saving')
    }
    const later = (ms: number) => {
      clearTimeout(timer)
      timer = setTimeout(save, ms)
    }
    const changed = () => {
      changes += 1
      later(PAUSE_MS)
    }
    const left = () => later(0)
    const stopAsking = askBeforeLeaving(() => kept !== changes)
    const sent = () => {
      clearTimeout(timer)
      kept = changes
    }
    const hidden = () => document.visibilityState === 'hidden' && void save()
    // Somebody may have written before this ran, or come back to what the browser kept.
    if ([...form.elements].some(isChanged)) changed()
    form.addEventListener('input', changed)
    form.addEventListener('focusout', left)
    form.addEventListener('submit', sent)
    addEventListener('online', left)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      clearTimeout(timer)
      form.removeEventListener('input', changed)
      form.removeEventListener('focusout', left)
      form.removeEventListener('submit', sent)
      stopAsking()
      removeEventListener('online', left)
      document.removeEventListener('visibilitychange', hidden)
    }
  }, [id, url])
  return (
    <p role="status" className={`mb-3 min-h-6 ${state === 'failed' || state === 'loggedOut' ? 'font-semibold text-warn' : 'text-muted'}`}>
      {state && words[state]}
    </p>
  )
}
