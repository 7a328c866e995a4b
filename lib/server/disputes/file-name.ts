import type { FileType } from '#lib/dispute/file-limits.ts'
import { visible } from '#lib/event/visible.ts'

const ENDINGS: Readonly<Record<FileType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/webp': ['.webp'],
}
const LONGEST_NAME = 100

/** A name for a file of this type: no folders, nothing hidden, nothing that some system reads as more than a letter, and an ending that is true. */
export function cleanName(given: string, type: FileType): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = visible(last.normalize('NFC'))
    .replace(/[\u200b-\u200f\u2060\ufeff\ufffd]/g, '')
    .replace(/[<>:"|?*%;\s]+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const [ending, ...others] = ENDINGS[type]
  const known = [ending, ...others].find((one) => plain.toLowerCase().endsWith(one))
  const stem = known ? plain.slice(0, -known.length) : plain
  const short = [...stem].slice(0, LONGEST_NAME).join('').trim()
  return `${short || 'file'}${known?.toLowerCase() ?? ending}`
}

/** `Content-Disposition` for a file that is saved and never shown (RFC 6266, RFC 8187). */
export function attachmentHeader(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
