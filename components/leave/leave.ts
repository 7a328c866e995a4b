import { leaveUnasked } from '#components/sending/leaving.ts'

const CHANNEL = 'sightline-leave'

let gone = false

/** Takes this page away at once, the session with it, and puts a page that nobody wonders about in its place in the browser's history. */
export function leave(url: string): void {
  go(url)
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage('left')
  channel.close()
}

/** Leaves when another tab does. Gives back the way to stop. */
export function followOthers(url: string): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = () => go(url)
  return () => channel.close()
}

function go(url: string): void {
  if (gone) return
  gone = true
  document.body.hidden = true // the other site may be slow; open dialogs go too
  document.title = new URL(url).hostname
  navigator.sendBeacon('/api/leave')
  leaveUnasked()
  location.replace(url)
}
