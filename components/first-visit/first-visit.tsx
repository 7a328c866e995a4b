'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { dismissFirstVisit } from '#lib/queries.ts'
import { FirstSteps } from './first-steps.tsx'

type Props = { readonly operator: string; readonly introduced: boolean }

/** One minute for somebody who is here for the first time, until it is put away on this device; then a link to the same in the help. */
export function FirstVisit({ operator, introduced }: Props) {
  const t = useTranslations('firstVisit')
  const link = useRef<HTMLAnchorElement>(null)
  const { mutate, isIdle } = useMutation(dismissFirstVisit)
  useEffect(() => {
    if (!isIdle) link.current?.focus() // the button that was pressed is gone
  }, [isIdle])
  const dismiss = (event: FormEvent) => {
    event.preventDefault()
    mutate()
  }

  if (introduced || !isIdle)
    return (
      <p className="mt-2 print:hidden">
        <a ref={link} href="/help#list" className="inline-flex min-h-8 items-center">
          {t('link')}
        </a>
      </p>
    )
  return (
    <section aria-labelledby="first-visit" className="mt-4 rounded-2xl border border-line bg-surface p-4 sm:p-6 print:hidden">
      <h2 id="first-visit" className="text-xl">
        {t('title')}
      </h2>
      <FirstSteps operator={operator} />
      <form method="post" action="/api/first-visit" onSubmit={dismiss} className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-2">
        <Button type="submit">{t('dismiss')}</Button>
        <a href="/help" className="inline-flex min-h-8 items-center">
          {t('more')}
        </a>
      </form>
    </section>
  )
}
