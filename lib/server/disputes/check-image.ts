import sharp from 'sharp'
import { FileRefused, type FileType } from '#lib/dispute/file-limits.ts'

/** A telephone's best picture has 48 million. */
const MOST_PIXELS = 50_000_000

sharp.cache(false)
sharp.concurrency(1)
// What libvips can read besides is not for strangers' bytes.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadWebpBuffer'] })

/**
 * The picture made anew from its pixels, upright and in the same format: without what stood beside them, such as the place where it was
 * taken, and without what was no picture. Of several pictures, the first.
 *
 * @throws {FileRefused} `damaged` for what is no whole picture of that type; `too-large` for more pixels than may be.
 */
export async function cleanImage(bytes: Uint8Array, type: Exclude<FileType, 'application/pdf'>): Promise<Uint8Array<ArrayBuffer>> {
  const format = ({ 'image/png': 'png', 'image/jpeg': 'jpeg', 'image/webp': 'webp' } as const)[type]
  try {
    const picture = sharp(bytes, { failOn: 'error', limitInputPixels: MOST_PIXELS, sequentialRead: true })
    const known = await picture.metadata()
    if (known.width * known.height > MOST_PIXELS) throw new FileRefused('too-large')
    if (known.format !== format) throw new FileRefused('damaged')
    const made = await picture.autoOrient().toFormat(format, { quality: 90 }).toBuffer()
    return new Uint8Array(made)
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause
    throw new FileRefused(/pixel limit/.test(String(cause)) ? 'too-large' : 'damaged', { cause })
  }
}
