import { drawPdf } from './draw.ts'
import type { FromPdfWorker, ToPdfWorker } from './make.ts'

addEventListener('message', async ({ data: { document, font } }: MessageEvent<ToPdfWorker>) => {
  const answer: FromPdfWorker = await make(document, font).catch((error: unknown) => ({ error: String(error) }))
  postMessage(answer)
})

async function make(document: ToPdfWorker['document'], font: string): Promise<FromPdfWorker> {
  const response = await fetch(font)
  if (!response.ok) throw new Error(`the font answered ${response.status}`)
  return { bytes: await drawPdf(document, new Uint8Array(await response.arrayBuffer())) }
}
