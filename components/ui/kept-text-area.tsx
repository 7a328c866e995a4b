'use client'

import type { ComponentProps } from 'react'

const written = new WeakMap<HTMLTextAreaElement, string>()
const taken = new WeakSet<HTMLTextAreaElement>()
const note = (area: HTMLTextAreaElement) => written.set(area, area.value)

if (typeof document !== 'undefined') {
  for (const area of document.querySelectorAll('textarea')) note(area)
  document.addEventListener('input', ({ target }) => target instanceof HTMLTextAreaElement && note(target), { capture: true })
}

function putBack(area: HTMLTextAreaElement | null): void {
  if (!area || taken.has(area)) return
  taken.add(area)
  const text = written.get(area)
  if (text !== undefined && area.value !== text) area.value = text
}

/** React gives a text area the text that it came with once more when the page's scripts begin to run. What somebody wrote by then is put back. */
export function KeptTextArea(props: ComponentProps<'textarea'>) {
  return <textarea {...props} ref={putBack} />
}
