import type { Code, PdfDocument } from './document.ts'
import { element, heightOf, INK, LEFT, QUIET, room, type Sheet, SMALL, WIDTH, write } from './sheet.ts'

const CODE = 104
const PAD = 12
const QUIET_ZONE = 4

/** A frame with a heading, texts, and the code of an address beside them. */
export function drawBox(sheet: Sheet, { title, texts, code }: PdfDocument['box']): void {
  const { pdf, root } = sheet
  const width = WIDTH - CODE - 3 * PAD
  const at = { x: LEFT + PAD, width }
  const inside = 24 + texts.reduce((sum, text) => sum + heightOf(sheet, text, width) + 4, heightOf(sheet, code.url, width, SMALL))
  const height = Math.max(CODE, inside) + 2 * PAD
  pdf.y += 8
  room(sheet, height)
  const top = pdf.y
  pdf.markContent('Artifact', { type: 'Layout' })
  pdf.lineWidth(0.75).roundedRect(LEFT, top, WIDTH, height, 6).stroke(QUIET)
  pdf.endMarkedContent()
  pdf.y = top + PAD
  root.add(element(sheet, 'H2', () => write(sheet, title, { ...at, size: 13 })))
  pdf.y += 4
  for (const text of texts) {
    root.add(element(sheet, 'P', () => write(sheet, text, at)))
    pdf.y += 4
  }
  const link: PDFKit.PDFStructureElement = element(sheet, 'Link', () => {
    const { y } = pdf
    write(sheet, code.url, { ...at, size: SMALL }, { underline: true })
    const wide = Math.min(width, pdf.widthOfString(code.url))
    pdf.link(at.x, y, wide, pdf.y - y, code.url, { structParent: link, Contents: new String(code.label) } as object)
  })
  root.add(element(sheet, 'P', [link]))
  drawCode(sheet, code, LEFT + WIDTH - CODE - PAD, top + PAD)
  pdf.y = top + height + 4
}

function drawCode(sheet: Sheet, { label, size, modules }: Code, x: number, y: number): void {
  const { pdf, root } = sheet
  const unit = CODE / (size + 2 * QUIET_ZONE)
  const draw = () => {
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++)
        if (modules[row * size + column]) pdf.rect(x + (column + QUIET_ZONE) * unit, y + (row + QUIET_ZONE) * unit, unit, unit)
    pdf.fill(INK)
  }
  root.add(element(sheet, 'Figure', draw, { alt: label, bbox: [x, y, x + CODE, y + CODE] }))
}
