const WIDTH = 30
const EVERY_MS = 100

/** A bar on a terminal, nothing elsewhere; `end` gives a line's beginning with the entries per second, once there were some. */
export function progressBar(): { show: (done: number, total: number) => void; end: (size: number) => string } {
  let begun = 0
  let from = 0
  let shown = 0
  return {
    show(done, total) {
      const now = performance.now()
      if (begun === 0) [begun, from] = [now, done]
      if (!process.stdout.isTTY || (now - shown < EVERY_MS && done < total)) return
      shown = now
      const filled = Math.floor((WIDTH * done) / total)
      process.stdout.write(`\r${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done} of ${total} entries`)
      if (done === total) process.stdout.write('\r\x1b[K')
    },
    end(size) {
      const seconds = (performance.now() - begun) / 1000
      const [entries, timed] = [size - from, begun > 0 && seconds > 0.5]
      begun = 0
      return timed ? `${Math.round(entries / seconds)} entries/s. ` : ''
    },
  }
}
