/** Does one thing of the start, and says what it was, how long it took, and what came of it where that is a text. */
export async function step<T>(title: string, work: () => Promise<T> | T): Promise<T> {
  const from = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`… ${title}\r`)
  const result = await work()
  console.log(`✓ ${title}${typeof result === 'string' ? ` — ${result}` : ''} (${((performance.now() - from) / 1000).toFixed(1)} s)`)
  return result
}
