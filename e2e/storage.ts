import type { Page } from '@playwright/test'

/** Everything that this page's browser keeps and a script can read, as one text: where it is kept, and what. */
export async function stored(page: Page): Promise<string> {
  const kept = await page.evaluate(async () => {
    const text = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return text(new Uint8Array(value))
      if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value)
      if (value instanceof Map || value instanceof Set) return [...value].map(text)
      if (Array.isArray(value)) return value.map(text)
      if (value && typeof value === 'object') return Object.entries(value).map(([key, each]) => [key, text(each)])
      return String(value)
    }
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => fail(request.error)
      })
    const databases: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store)
        databases.push([name, store, text(await answer(rows.getAllKeys())), text(await answer(rows.getAll()))])
      }
      database.close()
    }
    const cached: unknown[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) cached.push([name, request.url, await (await cache.match(request))?.text()])
    }
    return {
      localStorage: Object.entries(localStorage),
      sessionStorage: Object.entries(sessionStorage),
      databases,
      cached,
      cookies: document.cookie,
      windowName: window.name,
      history: text(history.state),
      address: location.href,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }
  })
  return JSON.stringify(kept)
}

/** Every address that this page and its frames go to from now on: what the browser's history and the server's log would show. */
export function addresses(page: Page): readonly string[] {
  const seen: string[] = []
  page.on('request', (request) => seen.push(decodeURIComponent(request.url())))
  page.on('framenavigated', (frame) => seen.push(decodeURIComponent(frame.url())))
  return seen
}

/** Those of the `needles` that are in the `text`, in any case and also where JSON escapes it. */
export function found(text: string, needles: readonly string[]): readonly string[] {
  const hay = text.toLowerCase()
  return needles.filter((needle) => hay.includes(needle.toLowerCase()) || hay.includes(JSON.stringify(needle).slice(1, -1).toLowerCase()))
}
