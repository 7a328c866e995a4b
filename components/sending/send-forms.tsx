'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { createPortal } from 'react-dom'
import { TextArea } from '#components/ui/text-area.tsx'
import { sayingWhy, sendForm } from './answer.ts'
import { askBeforeLeaving, leaveUnasked, stayAwhile } from './leaving.ts'
import { type State, StateTold, type Words } from './state-told.tsx'
import { isEdited, isOurs, ourForms, type Written, writtenIn } from './written.ts'

/** What a page says of the last form. */
const SAID = 'main :is([aria-invalid=true], [role=alert][tabindex="-1"], [role=status][tabindex="-1"])'

/**
 * Sends the forms of the page, and leaves the page only when one has arrived and no other has words in it. What is refused stays in its form, and
 * the page says why; where the page has no such form any more, what was written is shown above it. Nothing of it goes into the browser's
 * storage or into an address.
 */
export function SendForms({ words }: { readonly words: Words }) {
  const router = useRouter()
  const pressed = useRef<{ readonly button: HTMLElement | null }>(undefined)
  const box = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<{ readonly form: HTMLFormElement } & State>()
  const [written, setWritten] = useState<readonly Written[]>()
  const [lost, setLost] = useState<readonly Written[]>([])
  const [leading, lead] = useTransition()

  useEffect(() => {
    const isUnsent = () => box.current !== null || ourForms().some(isEdited)
    const send = async (form: HTMLFormElement, button: HTMLElement | null) => {
      pressed.current = { button }
      button?.setAttribute('aria-busy', 'true')
      setState({ form, what: 'sending' })
      const answer = await sendForm(form, button)
      if (answer.what === 'arrived') form.reset()
      if (answer.what === 'refused') askAnew(form)
      if (answer.what === 'arrived' && !isUnsent()) {
        leaveUnasked()
        location.assign(answer.to)
      } else if (answer.what === 'arrived' || answer.what === 'refused') {
        setWritten(ourForms().flatMap(writtenIn))
        const to = answer.what === 'refused' ? sayingWhy(answer.to, location.href) : answer.to
        lead(() => router.replace(to, { scroll: false }))
      } else {
        if (answer.what === 'loggedOut') stayAwhile()
        release(pressed)
        setState({ form, ...answer })
      }
    }
    const onSubmit = (event: SubmitEvent) => {
      if (event.defaultPrevented || !isOurs(event.target)) return
      event.preventDefault()
      if (!pressed.current) void send(event.target, event.submitter)
    }
    const stopAsking = askBeforeLeaving(isUnsent)
    // A browser may keep the page as it is, and show it again.
    const onHidden = () => {
      release(pressed)
      setState(undefined)
    }
    document.addEventListener('submit', onSubmit)
    addEventListener('pagehide', onHidden)
    return () => {
      document.removeEventListener('submit', onSubmit)
      stopAsking()
      removeEventListener('pagehide', onHidden)
    }
  }, [router])

  useEffect(() => {
    if (leading || !written) return
    const gone = written.filter(({ field }) => !field.isConnected)
    release(pressed)
    setState(undefined)
    setWritten(undefined)
    if (gone.length > 0) setLost((before) => [...before, ...gone])
    else document.querySelector<HTMLElement>(SAID)?.focus()
  }, [leading, written])
  useEffect(() => {
    if (lost.length > 0) box.current?.focus()
  }, [lost])

  return (
    <>
      {lost.length > 0 && (
        <div ref={box} role="alert" tabIndex={-1} className="mb-6 grid max-w-prose gap-4 rounded-xl border-2 border-warn bg-warn-tint p-4">
          <p className="font-semibold text-warn">{words.lost}</p>
          {lost.map(({ label, text }) => (
            <TextArea key={`${label} ${text}`} label={label} rows={4} readOnly defaultValue={text} />
          ))}
        </div>
      )}
      {state && createPortal(<StateTold state={state} words={words} />, state.form)}
    </>
  )
}

/** Whoever was sure of something may not be any more, now that they are told why not. */
function askAnew(form: HTMLFormElement): void {
  const sure = form.elements.namedItem('sure')
  if (sure instanceof HTMLInputElement) sure.checked = false
}

function release(pressed: { current: { readonly button: HTMLElement | null } | undefined }): void {
  pressed.current?.button?.removeAttribute('aria-busy')
  pressed.current = undefined
}
