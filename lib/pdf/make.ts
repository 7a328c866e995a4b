import type { PdfDocument } from './document.ts'

export type ToPdfWorker = { readonly document: PdfDocument; readonly font: string }
export type FromPdfWorker = { readonly bytes: Uint8Array } | { readonly error: string }

/**
 * The document as PDF, made in a worker of this browser: what stands in it goes nowhere. The code and the font are fetched when the first
 * one is made.
 *
 * @throws {Error} when it cannot be made here.
 */
export async function makePdf(document: PdfDocument): Promise<Uint8Array<ArrayBuffer>> {
  const font = new URL('../../node_modules/next/dist/compiled/@vercel/og/Geist-Regular.ttf', import.meta.url)
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  try {
    const question: ToPdfWorker = { document, font: new URL(font, location.href).href }
    const answer = await new Promise<FromPdfWorker>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FromPdfWorker>) => resolve(data)
      worker.onerror = () => reject(new Error('the PDF cannot be made in this browser'))
      worker.postMessage(question)
    })
    if ('error' in answer) throw new Error(answer.error)
    return new Uint8Array(answer.bytes)
  } finally {
    worker.terminate()
  }
}
