import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { env } from '#lib/env.ts'

export type Mail = {
  /** When the mail server had taken it, in milliseconds. */
  readonly at: number
  readonly source: string
  /** As it is read: its transfer encoding undone. */
  readonly text: string
}

/** What the mail server of this test has taken for an address, oldest first. */
export async function mailsTo(address: string): Promise<readonly Mail[]> {
  const folder = join(env('e2e').E2E_DATA_DIR, 'mail')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.eml') && !name.startsWith('.')).sort()
  const all = await Promise.all(
    names.map(async (name): Promise<Mail> => {
      const source = await readFile(join(folder, name), 'utf8')
      return { at: (await stat(join(folder, name))).mtimeMs, source, text: textOf(source) }
    }),
  )
  return all.filter(({ source }) => source.includes(`To: ${address}\r\n`))
}

function textOf(source: string): string {
  const [, base64] = /\r\nContent-Transfer-Encoding: base64\r\n(?:.+\r\n)*\r\n([A-Za-z0-9+/=\r\n]+)/i.exec(source) ?? []
  if (base64 !== undefined) return Buffer.from(base64, 'base64').toString()
  return source.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** Waits for the next mail to an address after the `known` ones. */
export async function nextMail(address: string, known: number): Promise<Mail> {
  await expect.poll(async () => (await mailsTo(address)).length, { message: `mail ${known + 1} to ${address}` }).toBeGreaterThan(known)
  const mail = (await mailsTo(address))[known]
  if (!mail) throw new Error('The mail has gone.')
  return mail
}
