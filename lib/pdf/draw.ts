import PDFDocument from 'pdfkit'
import { toBytes } from 'pdfkit/output'
import { drawBox } from './box.ts'
import type { Day, Item, PdfDocument, Section } from './document.ts'
import { element, heightOf, INK, LEFT, MARGIN, QUIET, room, type Sheet, SMALL, WIDTH, write } from './sheet.ts'

/** Where the text of an item begins, behind its time. */
const LABEL = 46

/**
 * The document as a tagged PDF (PDF 1.7, made to the rules of PDF/UA-1): A4, its headings, lists, links and figures in the structure tree,
 * the sections as bookmarks, and the attached files with what they are to it (AFRelationship). `font` is a TrueType file; the parts of it that are used
 * are embedded. What the font has no character for is shown as a box.
 */
export async function drawPdf(document: PdfDocument, font: Uint8Array): Promise<Uint8Array> {
  const { title, lang, lead, box, sections, closing, attachments = [], made } = document
  const pdf = new PDFDocument({
    size: 'A4',
    margins: MARGIN,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as 'PDF/A-1', // the types do not know it
    tagged: true,
    lang,
    displayTitle: true,
    bufferPages: true,
    font: font as unknown as string,
    info: { Title: title, Producer: 'Sightline', Creator: 'Sightline', CreationDate: made },
  })
  const bytes = toBytes(pdf)
  const root = pdf.struct('Document', { title })
  pdf.addStructure(root)
  const sheet: Sheet = { pdf, root }
  heading(sheet, 'H1', title, 22)
  for (const text of lead) paragraph(sheet, text)
  drawBox(sheet, box)
  for (const section of sections) drawSection(sheet, section)
  pdf.y += 12
  for (const text of closing) paragraph(sheet, text)
  root.end()
  for (const { bytes: data, relationship = 'Data', ...named } of attachments)
    pdf.file(data as unknown as string, { ...named, creationDate: made, relationship } as object)
  drawFeet(sheet, document)
  pdf.end()
  return bytes
}

function drawSection(sheet: Sheet, { title, days }: Section): void {
  // A heading does not stand alone at the foot of a page.
  room(sheet, 110)
  sheet.pdf.y += 14
  sheet.pdf.outline.addItem(title)
  heading(sheet, 'H2', title, 16)
  for (const day of days) drawDay(sheet, day)
}

function drawDay(sheet: Sheet, { title, items }: Day): void {
  const { pdf, root } = sheet
  room(sheet, 70)
  pdf.y += 8
  heading(sheet, 'H3', title, 11.5)
  const list = pdf.struct('L')
  root.add(list)
  for (const item of items) drawItem(sheet, list, item)
  list.end()
}

function drawItem(sheet: Sheet, list: PDFKit.PDFStructureElement, { label, text, notes, strong }: Item): void {
  const { pdf } = sheet
  const at = { x: LEFT + LABEL, width: WIDTH - LABEL }
  const note = { ...at, size: SMALL, ink: QUIET }
  const height = notes.reduce((sum, line) => sum + heightOf(sheet, line, at.width, SMALL), heightOf(sheet, text, at.width))
  room(sheet, height)
  const top = pdf.y
  if (strong) {
    pdf.markContent('Artifact', { type: 'Layout' })
    pdf.rect(LEFT - 9, top, 3, height).fill(INK)
    pdf.endMarkedContent()
  }
  const body = [
    element(sheet, 'P', () => write(sheet, text, { ...at, y: top })),
    ...notes.map((line) => element(sheet, 'P', () => write(sheet, line, note))),
  ]
  const time = element(sheet, 'Lbl', () => write(sheet, label, { y: top, ink: QUIET, width: LABEL }, { lineBreak: false }))
  list.add(element(sheet, 'LI', [time, element(sheet, 'LBody', body)]))
  pdf.y += 5
}

function heading(sheet: Sheet, type: 'H1' | 'H2' | 'H3', text: string, size: number): void {
  sheet.root.add(element(sheet, type, () => write(sheet, text, { size })))
  sheet.pdf.y += size / 4
}

function paragraph(sheet: Sheet, text: string): void {
  room(sheet, heightOf(sheet, text, WIDTH))
  sheet.root.add(element(sheet, 'P', () => write(sheet, text)))
  sheet.pdf.y += 4
}

function drawFeet(sheet: Sheet, { foot }: PdfDocument): void {
  const { pdf } = sheet
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    pdf.page.margins.bottom = 0 // or the text would begin a page of its own
    const text = foot.replace('{page}', String(page + 1)).replace('{pages}', String(count))
    pdf.markContent('Artifact', { type: 'Pagination' })
    write(sheet, text, { size: SMALL, ink: QUIET, y: pdf.page.height - 42 }, { align: 'right', lineBreak: false })
    pdf.endMarkedContent()
  }
}
