/** Points, 1/72 inch, on A4. */
export const MARGIN = { top: 56, bottom: 64, left: 56, right: 56 } as const
export const LEFT = MARGIN.left
export const WIDTH = 595.28 - MARGIN.left - MARGIN.right
const BODY = 10.5
export const SMALL = 9
export const INK = '#000'
export const QUIET = '#333'

export type Sheet = { readonly pdf: PDFKit.PDFDocument; readonly root: PDFKit.PDFStructureElement }

type Child = PDFKit.PDFStructureElement | (() => unknown)
type Written = { readonly size?: number; readonly ink?: string; readonly x?: number; readonly y?: number; readonly width?: number }

/** Begins a page unless so much is left of this one. */
export function room({ pdf }: Sheet, height: number): void {
  if (pdf.y + height > pdf.page.height - MARGIN.bottom) pdf.addPage()
}

/** A structure element, drawn when it is added to one that stands in the document. */
export function element(
  { pdf }: Sheet,
  type: string,
  children: Child | readonly Child[],
  options: object = {},
): PDFKit.PDFStructureElement {
  return pdf.struct(type, options, children as (() => void)[])
}

export function write({ pdf }: Sheet, text: string, at: Written = {}, more: PDFKit.Mixins.TextOptions = {}): void {
  const { size = BODY, ink = INK, x = LEFT, y = pdf.y, width = WIDTH } = at
  pdf
    .fontSize(size)
    .fillColor(ink)
    .text(text, x, y, { width, ...more })
}

export function heightOf({ pdf }: Sheet, text: string, width: number, size: number = BODY): number {
  return pdf.fontSize(size).heightOfString(text, { width })
}
