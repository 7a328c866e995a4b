import { createServer } from 'node:net'

/**
 * Whether a port can be listened on. `remedy` is what can be done when the program that uses it shall stay; `known` says that all that an
 * earlier start left running has been ended.
 *
 * @throws {Error} a sentence with what to do.
 */
export async function assertFree(port: number, remedy: string, known: boolean): Promise<void> {
  await new Promise<void>((free, fail) => {
    const server = createServer()
    const who = known
      ? 'by another program'
      : 'by another program, or by what an earlier start of Sightline left running (running.json cannot be read, which would tell)'
    server.once('error', () => fail(new Error(`Port ${port} is in use ${who}. Stop that program, ${remedy}`)))
    server.listen(port, '127.0.0.1', () => server.close(() => free()))
  })
}
