import { createHash, createHmac, hkdfSync } from 'node:crypto'

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXYZ23456789'
const LENGTH = 12
const GROUP = 4

/** The code with which a person asks by telephone how a question goes: nobody can guess it, and it can be printed again. It reads `ABCD-EFGH-JKLM`. */
export function codeOf(secret: string, id: string): string {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'sightline/assisted/code', 32))
  const letters: string[] = []
  for (let block = 0; letters.length < LENGTH; block++)
    for (const byte of createHmac('sha256', key).update(`${id}\n${block}`).digest())
      if (letters.length < LENGTH && byte < ALPHABET.length * 8) letters.push(ALPHABET[byte % ALPHABET.length] ?? '')
  return letters.join('').replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
}

/** What is stored of a code, however it was typed. */
export function codeDigest(reference: string, code: string): Uint8Array<ArrayBuffer> {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return new Uint8Array(createHash('sha256').update(`sightline/assisted/v1\n${reference}\n${plain}`).digest())
}
