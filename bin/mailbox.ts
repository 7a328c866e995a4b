import { once } from 'node:events'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { env } from '#lib/env.ts'

/** A mail server for demonstrations: takes everything, delivers nothing, and keeps each mail as a file in DATA_DIR/mail. */

const { DATA_DIR, MAIL_PORT } = env('mailbox')
const folder = join(DATA_DIR, 'mail')
await mkdir(folder, { recursive: true, mode: 0o700 })
let count = 0

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  async onData(stream, _, done) {
    try {
      const mail = await buffer(stream)
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${process.pid}-${++count}.eml`
      await writeFile(join(folder, `.${name}`), mail, { mode: 0o600 })
      await rename(join(folder, `.${name}`), join(folder, name))
      done()
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  },
})
server.on('error', (error) => console.error(String(error)))
server.listen(MAIL_PORT, '127.0.0.1')
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => server.close(() => process.exit(0)))
await once(server.server, 'listening')
console.log(`taking mail on port ${MAIL_PORT}`)
