import type { FileVerifier } from '#lib/verify/file-verifier.ts'
import { element } from './dom.ts'
import { reportView } from './report-view.ts'
import type { Texts } from './texts.ts'

/** Eight digits each, as the trust page has them; copied, it is one word. */
function groups(hex: string): HTMLElement[] {
  return [...hex.matchAll(/.{1,8}/g)].map(([group]) => element('span', { className: 'verifier-group' }, group))
}

/** A verifier that stands on a page: the file that it was given last, and what takes it away again. */
export type Mounted = { readonly file: () => File | undefined; readonly remove: () => void }

/**
 * The small verifier: a place for a file, and what it proves. It asks nothing of any network, stores nothing, and keeps the file where it is.
 * With `given` it begins by checking that file.
 */
export function mountVerifier(root: HTMLElement, t: Texts, verifier: FileVerifier, given?: File): Mounted {
  const input = element('input', { type: 'file', accept: '.sightline,.tlog-proof,.json' })
  const drop = element(
    'div',
    { className: 'verifier-drop verifier-screen' },
    element('label', { className: 'verifier-button verifier-primary' }, t.text('verifier.choose'), input),
    element('span', {}, t.text('verifier.drop')),
    element('p', { className: 'verifier-quiet' }, t.text('verifier.kinds')),
  )
  const status = element('div', { className: 'verifier-status' })
  status.setAttribute('role', 'status')
  const result = element('div')
  const trust = element(
    'div',
    { className: 'verifier-trust' },
    element('p', {}, t.text('verifier.trust'), ' ', element('code', {}, ...groups(verifier.fingerprint))),
    element('p', { className: 'verifier-quiet' }, t.text('verifier.trustWhy')),
  )
  let asked = 0
  let last: File | undefined

  const check = async (file: File) => {
    const mine = ++asked
    last = file
    const current = () => mine === asked
    const say = (...what: (Node | string)[]) => current() && status.replaceChildren(...what)
    result.replaceChildren()
    if (file.size > verifier.largest) return say(t.text('verifier.tooLarge'))
    say(t.text('verifier.reading'))
    const bytes = await file.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      () => undefined,
    )
    if (!bytes) return say(t.text('verifier.unreadable'))
    const bar = element('progress', { max: 1, value: 0 })
    const said = element('span')
    bar.setAttribute('aria-label', t.text('verifier.reading'))
    const progress = async (done: number, total: number) => {
      Object.assign(bar, { max: total, value: done })
      said.textContent = t.text('verifier.progress', { done, total })
      say(bar, said)
      // One page of the file holds up the browser; then it may draw and listen.
      await new Promise((next) => setTimeout(next))
    }
    const report = await verifier.verify(bytes, progress).catch((error: unknown) => console.error(error))
    if (!report) return say(t.text('verifier.unreadable'))
    if (!current()) return
    status.replaceChildren()
    result.replaceChildren(reportView(t, report, file.name))
  }

  const onlyOne = () => {
    asked++
    last = undefined
    result.replaceChildren()
    status.replaceChildren(t.text('verifier.onlyOne'))
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    drop.classList.toggle('verifier-over', event.type === 'dragover')
  }
  const dropped = (event: DragEvent) => {
    over(event)
    const [file, ...others] = event.dataTransfer?.files ?? []
    if (others.length > 0) onlyOne()
    else if (file) void check(file)
  }
  input.onchange = () => {
    const file = input.files?.[0]
    if (file) void check(file)
    input.value = ''
  }
  // A file that misses the place would otherwise replace the page.
  const listeners = [
    ['dragover', over],
    ['dragleave', over],
    ['drop', dropped],
  ] as const
  for (const [type, listener] of listeners) addEventListener(type, listener)
  root.classList.add('verifier')
  root.replaceChildren(drop, status, result, trust)
  if (given) void check(given)
  return {
    file: () => last,
    remove: () => {
      asked++
      for (const [type, listener] of listeners) removeEventListener(type, listener)
      root.replaceChildren()
    },
  }
}
