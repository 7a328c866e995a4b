/** What the server says to a form that a script has sent. `to` is a whole address of ours; `arrived` says so of itself there, `refused` why not. */
export type Answer =
  | { readonly what: 'arrived'; readonly to: string }
  | { readonly what: 'refused'; readonly to: string }
  | { readonly what: 'loggedOut'; readonly to: string }
  | { readonly what: 'failed'; readonly reference?: string }
  | { readonly what: 'unanswered' }

/** Sends a form as the browser would, with the button that was pressed. */
export async function sendForm(form: HTMLFormElement, button: HTMLElement | null): Promise<Answer> {
  const data = new FormData(form, button)
  const files = form.enctype === 'multipart/form-data'
  const body = files ? data : new URLSearchParams([...data].map(([name, value]) => [name, String(value)]))
  const url = form.getAttribute('action') ?? ''
  const answer = await fetch(url, { method: 'POST', body, headers: { Accept: 'application/json' } }).catch(() => undefined)
  return answerOf(answer?.status ?? 0, await answer?.json().catch(() => undefined))
}

/** @param said What came as JSON. Without it there was no answer of ours, and the form may have arrived all the same. */
export function answerOf(status: number, said: unknown): Answer {
  if (typeof said !== 'object' || said === null) return { what: 'unanswered' }
  const { to, reference } = said as { readonly to?: string; readonly reference?: string }
  if (to === undefined) return { what: 'failed', ...(reference !== undefined && { reference }) }
  if (status === 401) return { what: 'loggedOut', to }
  return new URL(to).searchParams.has('problem') ? { what: 'refused', to } : { what: 'arrived', to }
}

/** The address that says why, of the page that is `here` as it is now: with what else its address says, such as which words a form began with. */
export function sayingWhy(to: string, here: string): string {
  const [why, now] = [new URL(to), new URL(here)]
  if (why.pathname !== now.pathname) return to
  now.searchParams.delete('done')
  for (const [name, value] of why.searchParams) now.searchParams.set(name, value)
  now.hash = ''
  return now.href
}
