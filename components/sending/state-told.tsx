'use client'

import { useTranslations } from 'next-intl'
import { Told } from '#components/ui/told.tsx'
import type { Answer } from './answer.ts'

export type State = Exclude<Answer, { readonly what: 'arrived' | 'refused' }> | { readonly what: 'sending' }
export type Words = Readonly<Record<State['what'] | 'logIn' | 'lost', string>>

/** Below the button that was pressed: that it is being sent, or why it was not. */
export function StateTold({ state, words }: { readonly state: State; readonly words: Words }) {
  const t = useTranslations('problem.error')
  if (state.what === 'sending') return <p role="status">{words.sending}</p>
  return (
    <Told role="alert" className="max-w-prose">
      <p>{words[state.what]}</p>
      {state.what === 'failed' && state.reference !== undefined && <p>{t('reference', { reference: state.reference })}</p>}
      {state.what === 'loggedOut' && (
        <a href={state.to} target="_blank" rel="noopener" className="inline-flex min-h-11 items-center">
          {words.logIn}
        </a>
      )}
    </Told>
  )
}
