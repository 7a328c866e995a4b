import { indexedDbPins } from '#lib/verify/pins-indexeddb.ts'
import { keptEvidence } from '#lib/verify/saved-files.ts'
import type { KeptEvidence } from '#lib/verify/types.ts'

const OURS = 'sightline'

export type Remembered = { readonly lists: number; readonly evidence: readonly KeptEvidence[] }

/** What this browser remembers, without leaving an empty database where there was none. Undefined where the browser does not say. */
export async function remembered(): Promise<Remembered | undefined> {
  try {
    if (!(await databases()).includes(OURS)) return { lists: 0, evidence: [] }
    const store = indexedDbPins()
    return { lists: (await store.all()).length, evidence: keptEvidence(await store.evidence()) }
  } catch {
    return undefined
  }
}

/** Removes all that this browser stores for this service. False if another tab, or the browser, holds on to some of it. */
export async function forgetAll(): Promise<boolean> {
  try {
    localStorage.clear()
    sessionStorage.clear()
    const removed = await Promise.all((await databases()).map(removeDatabase))
    for (const name of await caches.keys()) await caches.delete(name)
    for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister()
    return removed.every(Boolean)
  } catch {
    return false
  }
}

async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
}

function removeDatabase(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => resolve(true)
    request.onerror = () => resolve(false)
    request.onblocked = () => resolve(false)
  })
}
