import { isIP } from 'node:net'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Letter } from './letters.ts'

export type MailServer = { readonly url: string; readonly from: string }
export type Mail = Letter & {
  readonly to: string
  /** Left of the `@` of the Message-ID. */
  readonly id: string
  readonly headers?: Readonly<Record<string, string>>
}

/** `later`: the server asks to try again. `refused`: it will not take mail for this address. `unknown`: the connection was lost, and the mail may have been taken. */
type Handed = 'sent' | 'later' | 'refused' | 'unknown'

const TIMEOUT_MS = 30_000
const isLocal = (host: string) => host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '[::1]'

/**
 * Hands one mail to the operator's mail server. `claim` is called when the server has let us in, just before the mail is handed over: what
 * fails earlier has sent nothing. Encrypted, except to this machine.
 *
 * @returns undefined if there was nothing to claim.
 * @throws {Error} if the server does not answer or does not let us in; without a word of whom the mail was for.
 */
export async function handOver({ url, from }: MailServer, mail: Mail, claim: () => Promise<boolean>): Promise<Handed | undefined> {
  const sender = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
  const bytes = await compose(from, sender, mail)
  const connection = connectionTo(url)
  try {
    await logIn(connection, new URL(url))
    const handed = (await claim()) ? await send(connection, { from: sender, to: mail.to }, bytes) : undefined
    connection.quit()
    return handed
  } catch (cause) {
    connection.close()
    throw cause
  }
}

function connectionTo(url: string): SMTPConnection {
  const { protocol, hostname, port } = new URL(url)
  const secure = protocol === 'smtps:'
  return new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !isLocal(hostname),
    ignoreTLS: !secure && isLocal(hostname),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  })
}

async function logIn(connection: SMTPConnection, { username, password }: URL): Promise<void> {
  await new Promise<void>((ready, fail) => {
    const failed = (cause: { readonly code?: unknown } | null | undefined) =>
      fail(new Error(`the mail server does not answer (${cause?.code})`))
    connection.once('error', failed)
    connection.connect((error) => {
      if (error) return failed(error)
      if (username === '') return ready()
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      connection.login({ credentials }, (refused) => (refused ? fail(new Error('the mail server does not let us log in')) : ready()))
    })
  })
}

function send(connection: SMTPConnection, envelope: { readonly from: string; readonly to: string }, bytes: Buffer): Promise<Handed> {
  return new Promise((settle) => {
    connection.once('error', () => settle('unknown'))
    connection.once('end', () => settle('unknown'))
    connection.send(envelope, bytes, (error) => {
      if (!error) return settle('sent')
      const { responseCode, command } = error as { readonly responseCode?: number; readonly command?: string }
      if (responseCode === undefined) return settle('unknown')
      // A refused sender is our own fault, and no reason to give up on somebody's address.
      settle(responseCode < 500 || command === 'MAIL FROM' ? 'later' : 'refused')
    })
  })
}

function compose(from: string, sender: string, { to, id, subject, text, headers = {} }: Mail): Promise<Buffer> {
  const domain = sender.slice(sender.lastIndexOf('@') + 1)
  const mail = { from, to, subject, text, messageId: `<${id}@${domain}>`, headers: { 'Auto-Submitted': 'auto-generated', ...headers } }
  return new MailComposer(mail).compile().build()
}
