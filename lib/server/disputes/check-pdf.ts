import { inflateSync } from 'node:zlib'
import { EncryptedPDFError, PDFArray, PDFDict, PDFDocument, PDFName, type PDFObject, PDFStream } from '@cantoo/pdf-lib'
import { FileRefused } from '#lib/dispute/file-limits.ts'
import { unpackingAtMost } from './bounded-pdf.ts'

/** How large the objects of a PDF may be when they are unpacked, in bytes. */
const UNPACKED = 20 * 1024 * 1024
/** Where the end of a ZIP archive may stand: a file that is both is another file to whoever looks for the other. */
const ZIP_TAIL = 65_557

/** What does something, or carries another file: keys of a dictionary, and kinds of action, annotation and stream. */
const KEYS = new Set(['JS', 'JavaScript', 'EF', 'EmbeddedFiles', 'XFA', 'RichMediaContent', 'Collection'])
const KINDS = new Set([
  ...['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToE', 'GoToR', 'Rendition', 'RichMediaExecute', 'GoTo3DView'],
  ...['Movie', 'Sound', 'Screen', 'RichMedia', 'FileAttachment', 'EmbeddedFile', '3D'],
])
/** The same as text, where it also stands in what a later part of the file has replaced. */
const WORDS = /\/(?:JavaScript|Launch|EmbeddedFiles?|SubmitForm|ImportData|GoToE|RichMedia\w*|FileAttachment|XFA)(?![A-Za-z0-9])/

/**
 * Checks that these bytes are one PDF with at least a page and nothing in it that runs, opens or carries something else, as far as can be
 * seen: it says nothing of faults in programs that show it. It is not changed, so that a signature in it still counts.
 *
 * @throws {FileRefused} `damaged`, `encrypted`, `active`
 */
export async function checkPdf(bytes: Uint8Array): Promise<void> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  if (!/^%PDF-[12]\.\d[\r\n]/.test(text) || !/%%EOF[\s\0]*$/.test(text.slice(-1024))) throw new FileRefused('damaged')
  if (text.slice(-ZIP_TAIL).includes('PK\x05\x06')) throw new FileRefused('active')
  const whole = plain(`${text}\n${unpacked(text)}`)
  if (WORDS.test(whole)) throw new FileRefused('active')
  try {
    // Its buffers double: the last one may be twice as large as what is in it.
    const load = () => PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
    const pdf = await unpackingAtMost(2 * UNPACKED, load)
    if (pdf.getPageCount() < 1) throw new FileRefused('damaged')
    for (const [, object] of pdf.context.enumerateIndirectObjects()) refuseActive(object)
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause
    throw new FileRefused(cause instanceof EncryptedPDFError ? 'encrypted' : 'damaged', { cause })
  }
}

/** The objects that are packed into streams, of which no more is unpacked than they may be: what reads them later has no such limit. */
function unpacked(text: string): string {
  const parts: string[] = []
  let left = UNPACKED
  let after = 0
  for (let at = nextStream(text, 0); at; at = nextStream(text, after)) {
    const end = text.indexOf('endstream', at.begin)
    if (end < 0) throw new FileRefused('damaged')
    // All since the last stream, for a dictionary says in its own way where it begins.
    const before = plain(text.slice(after, at.index))
    after = end + 'endstream'.length
    const filters = before.match(/\/\w*Decode(?![A-Za-z0-9])|\/(?:Fl|LZW|AHx|A85|RL)(?![A-Za-z0-9])/g) ?? []
    if (!/\/(?:ObjStm|XRef)/.test(before) || filters.length === 0) continue
    if (filters.length > 1 || filters[0] !== '/FlateDecode') throw new FileRefused('damaged')
    const part = inflated(Buffer.from(text.slice(at.begin, end), 'latin1'), left)
    left -= part.length
    parts.push(part)
  }
  return parts.join('\n')
}

function nextStream(text: string, from: number): { readonly index: number; readonly begin: number } | undefined {
  STREAM.lastIndex = from
  const found = STREAM.exec(text)
  return found ? { index: found.index, begin: STREAM.lastIndex } : undefined
}

const STREAM = /(?<!end)stream\r?\n/g
const plain = (text: string) => text.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function inflated(bytes: Buffer, most: number): string {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(1, most) }).toString('latin1')
  } catch (cause) {
    throw new FileRefused('damaged', { cause })
  }
}

function refuseActive(object: PDFObject): void {
  if (object instanceof PDFArray) for (const one of object.asArray()) refuseActive(one)
  if (object instanceof PDFStream) refuseActive(object.dict)
  if (!(object instanceof PDFDict)) return
  for (const [key, value] of object.entries()) {
    const kind = value instanceof PDFName && /^\/(?:S|Subtype|Type)$/.test(key.asString()) ? value.decodeText() : undefined
    if (KEYS.has(key.decodeText()) || (kind !== undefined && KINDS.has(kind))) throw new FileRefused('active')
    refuseActive(value)
  }
}
