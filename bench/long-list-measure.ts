import type { Page } from '@playwright/test'

type LongListFigures = {
  /** Milliseconds until all entries were fetched and verified, and the longest task of the page meanwhile. */
  readonly loaded: number
  readonly longestTask: number
  /** Milliseconds from a key to the frame with what it found, the median and the worst. */
  readonly key: number
  readonly worstKey: number
  /** Milliseconds between two frames of scrolling: the 95th of a hundred, and the worst. */
  readonly frame: number
  readonly worstFrame: number
  /** Elements in the page, and megabytes of the page's heap (the worker's not counted). */
  readonly elements: number
  readonly heap: number
}

/** Logs in as somebody with a long history, has all of it checked, types, and scrolls. */
export async function measureLongList(page: Page, web: string, code: string, entries: number): Promise<LongListFigures> {
  await page.goto(`${web}/api/login?to=/history`)
  await page.getByLabel('Personal code').fill(code)
  await page.getByRole('button', { name: 'Log in', exact: true }).click()
  const all = page.getByRole('button', { name: `Check all ${entries.toLocaleString('en')} now` })
  await all.waitFor()
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  const begun = Date.now()
  await all.click()
  await page.getByText(`These are all the ${entries.toLocaleString('en')} entries`).waitFor({ timeout: 300_000 })
  const loaded = Date.now() - begun
  const longestTask = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks))
  const keys: number[] = []
  const field = page.getByRole('searchbox', { name: 'Search', exact: true })
  await field.fill('x')
  await page.getByText(`looked through each of them`).waitFor()
  for (const text of ['a', 'zzz', 'anna', 'zz', 'vaher', 'zzz', 'tartu', 'zz', 'blood', 'zzz', 'oja', 'zz'])
    keys.push(
      await field.evaluate(async (input: HTMLInputElement, typed) => {
        const status = () => [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent).join()
        const before = status()
        const from = performance.now()
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, typed)
        input.dispatchEvent(new Event('input', { bubbles: true }))
        while (status() === before && performance.now() - from < 5000) await new Promise(requestAnimationFrame)
        await new Promise(requestAnimationFrame)
        return performance.now() - from
      }, text),
    )
  await field.fill('')
  await page.getByText(`${entries.toLocaleString('en')} of ${entries.toLocaleString('en')} entries shown`).waitFor({ state: 'attached' })
  const frames = await page.evaluate(async () => {
    const times: number[] = []
    let before = await new Promise<number>(requestAnimationFrame)
    for (let i = 0; i < 100; i++) {
      scrollBy(0, 400)
      const now = await new Promise<number>(requestAnimationFrame)
      times.push(now - before)
      before = now
    }
    return times.sort((a, b) => a - b)
  })
  const { elements, heap } = await page.evaluate(() => ({
    elements: document.querySelectorAll('*').length,
    heap: (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize ?? 0,
  }))
  keys.sort((a, b) => a - b)
  return {
    loaded,
    longestTask: Math.round(longestTask),
    key: Math.round(keys[Math.floor(keys.length / 2)] ?? Number.NaN),
    worstKey: Math.round(keys.at(-1) ?? Number.NaN),
    frame: Math.round(frames[94] ?? Number.NaN),
    worstFrame: Math.round(frames.at(-1) ?? Number.NaN),
    elements,
    heap: Math.round(heap / 1e6),
  }
}
