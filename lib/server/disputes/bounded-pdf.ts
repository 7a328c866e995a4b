import { AsyncLocalStorage } from 'node:async_hooks'
import { decodePDFRawStream, PDFContext, PDFRawStream } from '@cantoo/pdf-lib'

/** What of the library's decoders counts here: where each of them makes room for what it unpacks. */
type Decoder = { buffer: Uint8Array; ensureBuffer(this: Decoder, requested: number): Uint8Array }

const room = new AsyncLocalStorage<{ left: number }>()

const packed = PDFRawStream.of(PDFContext.create().obj({ Filter: 'FlateDecode' }), new Uint8Array([0x78, 0x9c, 3, 0]))
const decoder = Object.getPrototypeOf(Object.getPrototypeOf(decodePDFRawStream(packed))) as Decoder
const ensureBuffer = decoder.ensureBuffer
if (typeof ensureBuffer !== 'function') throw new Error('This version of pdf-lib unpacks in another way.')

// The library has no limit, and what a file says of itself can be written so that it is read in two ways: so it is counted where it happens.
decoder.ensureBuffer = function (requested) {
  const before = this.buffer.byteLength
  const made = ensureBuffer.call(this, requested)
  const limit = room.getStore()
  if (!limit) return made
  limit.left -= made.byteLength - before
  if (limit.left < 0) throw new RangeError('More is unpacked than may be.')
  return made
}

/** Runs `work`, in which pdf-lib unpacks no more than `most` bytes in all. @throws {RangeError} from within `work`. */
export function unpackingAtMost<T>(most: number, work: () => Promise<T>): Promise<T> {
  return room.run({ left: most }, work)
}
