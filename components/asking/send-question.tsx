'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { checkEntries, type EntryPlace, type Found } from './check-entries.ts'

type Props = {
  readonly action: string
  readonly visit: string
  readonly identifier: { readonly system: string; readonly value: string }
  readonly historyUrl: string
  readonly logUrl: string
  readonly entries: readonly EntryPlace[]
  /** The address of the list, which says what a mismatch means. */
  readonly list: string
  readonly words: Readonly<Record<Found['verdict'] | 'checking' | 'send' | 'list', string>>
}

/** The form that sends a question. What the browser finds of its entries goes with it, and their proof; without scripts it says that nobody checked. */
export function SendQuestion({ action, visit, identifier, historyUrl, logUrl, entries, list, words }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [found, setFound] = useState<Found>()
  const [checking, setChecking] = useState(false)
  const [waiting, setWaiting] = useState(false)
  // The same from one rendering to the next: a check is begun once.
  const asked = JSON.stringify({ identifier, historyUrl, logUrl, entries })
  useEffect(() => {
    setChecking(true)
    return checkEntries(JSON.parse(asked), setFound)
  }, [asked])
  useEffect(() => {
    const one = form.current
    if (!one || !found) return
    const attach = ({ formData }: FormDataEvent) => {
      formData.set('verdicts', found.verdicts)
      if (found.proof) formData.set('proof', new File([found.proof.text], found.proof.name, { type: found.proof.type }))
    }
    one.addEventListener('formdata', attach)
    if (waiting && found.verdict !== 'mismatch') one.requestSubmit()
    return () => one.removeEventListener('formdata', attach)
  }, [found, waiting])
  const hold = (event: FormEvent) => {
    if (found) return
    event.preventDefault()
    setWaiting(true)
  }
  const hydrated = useHydrated()
  const state = found?.verdict ?? (checking ? 'checking' : undefined)
  return (
    <form ref={form} method="post" action={action} encType="multipart/form-data" onSubmit={hold} className="mt-6 grid gap-4">
      <input type="hidden" name="visit" value={visit} />
      <p
        role={state === 'mismatch' ? 'alert' : 'status'}
        className={state === 'mismatch' ? 'rounded-xl border-2 border-bad bg-bad-tint p-4 font-semibold text-bad' : 'min-h-6 text-muted'}
      >
        {state && words[state]}
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        {state === 'mismatch' ? (
          <a href={list} className="inline-flex min-h-11 items-center font-semibold">
            {words.list}
          </a>
        ) : (
          <span className="contents noscript:hidden">
            <Button type="submit" look="primary" busy={waiting} disabled={!hydrated} className="w-full sm:w-auto">
              {words.send}
            </Button>
          </span>
        )}
        {!hydrated && (
          <span className="hidden noscript:contents">
            <Button type="submit" look="primary" className="w-full sm:w-auto">
              {words.send}
            </Button>
          </span>
        )}
      </div>
    </form>
  )
}
