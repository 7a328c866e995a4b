'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { contrast, PAIRS } from '#components/ui/contrast.ts'

const FORE: { readonly [colour: string]: string } = {
  ink: 'text-ink',
  muted: 'text-muted',
  accent: 'text-accent',
  'accent-ink': 'text-accent-ink',
  edge: 'text-edge',
  ok: 'text-ok',
  wait: 'text-wait',
  warn: 'text-warn',
  bad: 'text-bad',
  grey: 'text-grey',
}
const BACK: { readonly [colour: string]: string } = {
  paper: 'bg-paper',
  surface: 'bg-surface',
  raised: 'bg-raised',
  accent: 'bg-accent',
  tint: 'bg-tint',
  focus: 'bg-focus',
  'ok-tint': 'bg-ok-tint',
  'wait-tint': 'bg-wait-tint',
  'warn-tint': 'bg-warn-tint',
  'bad-tint': 'bg-bad-tint',
  'grey-tint': 'bg-grey-tint',
}
const DARK = '(prefers-color-scheme: dark)'
const subscribe = (changed: () => void) => {
  const query = matchMedia(DARK)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** The colours as this browser has them now, in this theme. */
const measured = () => {
  const style = getComputedStyle(document.documentElement)
  return JSON.stringify(PAIRS.map(([fore, back]) => contrast(of(style, fore), of(style, back))))
}
const of = (style: CSSStyleDeclaration, name: string) => style.getPropertyValue(`--${name}`).trim()
const unknown = () => undefined

/** Which colour stands on which, and the contrast that was measured in this browser, not written down. */
export function Palette() {
  const t = useTranslations('design.colour')
  const format = useFormatter()
  const figures = useSyncExternalStore(subscribe, measured, unknown)
  const contrasts: readonly number[] = figures === undefined ? [] : JSON.parse(figures)
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {PAIRS.map(([fore, back, least], i) => (
        <li key={`${fore} ${back}`} className={`rounded-xl border border-line p-3 ${BACK[back]}`}>
          <p className={`text-2xl font-bold ${FORE[fore]}`}>{t('sample')}</p>
          <p className="rounded bg-surface px-2 py-1 text-sm text-ink">
            {t('on', { fore, back })}
            <span className="block min-h-[1.5em] tabular-nums">
              {contrasts[i] !== undefined &&
                t('contrast', { found: format.number(contrasts[i], { maximumFractionDigits: 1 }), least: format.number(least) })}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
