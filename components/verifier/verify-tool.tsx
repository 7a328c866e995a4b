'use client'

import { useLocale, useMessages } from 'next-intl'
import { useEffect, useRef } from 'react'
import { fileVerifier } from '#lib/verify/file-verifier.ts'
import { TRUST } from '#lib/verify/trust.ts'
import { mountVerifier } from './mount.ts'
import { type Messages, Texts } from './texts.ts'
import './verifier.css'

/** The small verifier on a page of ours: the same code as in the single file, with the trust file that this page was built with. */
export function VerifyTool() {
  const place = useRef<HTMLDivElement>(null)
  const locale = useLocale()
  const messages = useMessages()
  useEffect(() => {
    if (!place.current) return
    return mountVerifier(place.current, new Texts(locale, messages as Messages), fileVerifier(TRUST)).remove
  }, [locale, messages])
  return <div ref={place} className="min-h-112 sm:min-h-60" />
}
